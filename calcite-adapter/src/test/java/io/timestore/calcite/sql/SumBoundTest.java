package io.timestore.calcite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums are computed in 64 bits where they fit whatever the rows are, and are right or refused. */
final class SumBoundTest {
  private static final int WINDOW = 200_101;
  private static final int ROWS = 16;
  private static final String WIDE = "toInt128";
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("at", FieldType.parse("timestamp")),
              new Field("small", FieldType.parse("integer")),
              new Field("great", FieldType.parse("integer")),
              new Field("defaulted", FieldType.parse("integer"), "4611686018427387904", 1),
              new Field("least", FieldType.parse("integer"))),
          "at");

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;
  private static Table records;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "sum_bound");
    records = store.create(TestData.table(1, "records", SCHEMA, "sum_bound", 1));
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < 2; b++) {
      BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", WINDOW, 1_000);
      for (int i = 0; i < ROWS / 2; i++) {
        builder.column(0).appendLong(i);
        builder.column(1).appendLong(i - 3);
        builder.column(2).appendLong(1L << 60);
        builder.column(3).appendLong(1);
        if (i == 5) {
          builder.column(4).appendLong(Long.MIN_VALUE);
        }
        builder.endRow(i);
      }
      blocks.add(builder.build());
    }
    store.put(records, 0, blocks, 2, 2);
    store.create(TestData.table(2, "unknown", SCHEMA, "sum_bound", 1));
    store.put(store.tables.get(1), 0, blocks, 2, 2);
    store.hotBuffer.markInserting(new LaneId(2, 0), 1, ValueBounds.UNKNOWN);
    store.hotBuffer.promote(new LaneId(2, 0), 1, 2, 0, 0);
  }

  private static String sqlOf(String sql) {
    try (QueryAnswer answer = store.open(sql)) {
      TestStore.rows(answer);
      return answer.provenance().clickHouseSql();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(small) FROM flights",
        "SELECT SUM(small) FILTER (WHERE small > 0) FROM flights WHERE small < 4",
        "SELECT great, SUM(small) FROM flights GROUP BY great",
        "SELECT SUM(s) FROM (SELECT small AS s FROM flights UNION ALL SELECT 7) AS t",
        "SELECT SUM(a.small) FROM flights a LEFT JOIN flights b ON a.small < b.small",
        "SELECT SUM(n) FROM (SELECT small, COUNT(*) AS n FROM flights GROUP BY small) AS t",
        "SELECT SUM(m) FROM (SELECT great, MAX(small) AS m FROM flights GROUP BY great) AS t",
        "SELECT small, SUM(small) OVER (ORDER BY at) FROM flights ORDER BY at LIMIT 5"
      })
  void whatFitsIsComputedIn64Bits(String sql) {
    assertThat(sqlOf(sql)).doesNotContain(WIDE).doesNotContain("accurateCast");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(small + small) FROM flights",
        "SELECT SUM(defaulted) - 1 FROM flights",
        "SELECT SUM(s) FROM (SELECT SUM(small) AS s FROM flights GROUP BY great) AS t",
        "SELECT SUM(small) FROM flights.unknown",
        "SELECT SUM(s) FROM (SELECT small AS s FROM flights UNION ALL SELECT 4611686018427387904) t"
            + " WHERE s < 10"
      })
  void whatMayNotFitIsComputedIn128Bits(String sql) {
    assertThat(sqlOf(sql)).contains(WIDE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(great) FROM flights",
        "SELECT SUM(least) FROM flights",
        "SELECT SUM(great) OVER () FROM flights",
        "SELECT SUM(a.great) FROM flights a, flights b WHERE a.small = b.small"
      })
  void whatDoesNotFitIsRefused(String sql) {
    assertThatThrownBy(() -> store.rows(sql))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE));
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT SUM(small) FROM flights, 8",
    "SELECT SUM(small) FROM flights.unknown, 8",
    "SELECT SUM(great) FROM flights WHERE small = -3 AND at < TIMESTAMP '1970-01-02 00:00:00',"
        + " 2305843009213693952"
  })
  void theSumIsTheSame(String sql, long sum) {
    assertThat(store.rows(sql)).isEqualTo(List.of(List.of(sum)));
  }

  @Test
  void withATailThatIsShippedNothingIsKnown() {
    TestStore hot = new TestStore(ENGINE.client(), "sum_bound_hot");
    Table table = hot.create(TestData.table(1, "records", SCHEMA, "sum_bound_hot", 1));
    BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", WINDOW, 1_000);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      builder.column(0).appendLong(i);
      builder.column(1).appendLong(i == 0 ? 1 : Long.MAX_VALUE);
      builder.endRow(i);
      blocks.add(builder.build());
      builder.reset("{}", WINDOW, 1_000);
    }
    hot.put(table, 0, blocks, 1, 1);
    for (MergeStrategy strategy : MergeStrategy.values()) {
      assertThatThrownBy(() -> hot.rows(strategy, "SELECT SUM(small) FROM flights"))
          .isInstanceOf(TimestoreException.class);
    }
  }
}
