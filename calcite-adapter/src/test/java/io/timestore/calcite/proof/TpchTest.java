package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.proof.data.TpchTables;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.EngineForTests;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries of TPC-H, wherever the rows are and however they are brought together, in DuckDB and
 * in plain ClickHouse tables.
 */
final class TpchTest {
  private static final double SCALE =
      Double.parseDouble(System.getProperty("timestore.tpch.scale", "0.01"));
  private static final long SEED = Long.getLong("timestore.tpch.seed", 22);
  private static final int MEAN_ROWS = 4_000;

  @TempDir private static Path directory;
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static DuckDb duckDb;
  private static PlainClickHouse plain;
  private static final List<PlacedTables> PLACED = new ArrayList<>();

  @BeforeAll
  static void load() {
    duckDb = new DuckDb();
    List<SampleTable> tables = TpchTables.of(SCALE);
    plain = new PlainClickHouse(ENGINE.client(), "plain");
    for (SampleTable table : tables) {
      duckDb.load(table, directory);
      plain.load(table);
    }
    for (Placement placement : Placement.standard(SEED)) {
      if (placement.kind() != Placement.Kind.INSERTING) {
        PLACED.add(new PlacedTables(ENGINE.client(), "tpch", placement, tables, MEAN_ROWS));
      }
    }
  }

  @AfterAll
  static void stop() {
    duckDb.close();
  }

  static Stream<String> queries() {
    return Paragraphs.of("benchmarks/src/main/resources/io/timestore/bench/tpch.sql").stream();
  }

  @Test
  void thereAreAllQueries() {
    assertThat(queries()).hasSize(22);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void sameAnswerEverywhere(String sql) throws SQLException {
    Answer expected = duckDb.answer(sql);
    boolean ordered = sql.contains("\nORDER BY");
    assertThat(Comparison.difference(expected, plain.answerAsWritten(sql, expected), ordered))
        .as("in a plain table")
        .isNull();
    for (PlacedTables tables : PLACED) {
      for (MergeStrategy strategy : List.of(MergeStrategy.SHIP_TAIL, MergeStrategy.MERGE_HERE)) {
        if (tables.name().equals("cold") && strategy == MergeStrategy.MERGE_HERE) {
          continue;
        }
        Answer actual = tables.answer(sql, List.of(), strategy);
        assertThat(Comparison.difference(expected, actual, ordered))
            .as(() -> sql + "\nseed " + SEED + "\n" + actual.plan())
            .isNull();
      }
    }
  }
}
