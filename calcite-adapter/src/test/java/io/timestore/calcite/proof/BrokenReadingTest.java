package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.proof.data.SampleData;
import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.proof.query.Query;
import io.timestore.calcite.proof.query.QueryGenerator;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proof by random queries is one: where reading is broken, they find it. */
final class BrokenReadingTest {
  private static final long SEED = 3;
  private static final int QUERIES = 40;
  private static final int MEAN_ROWS = 12;

  @TempDir private static Path directory;
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static DuckDb duckDb;
  private static PlainClickHouse plain;
  private static final List<SampleTable> TABLES = SampleData.tables(SEED);

  @BeforeAll
  static void load() {
    duckDb = new DuckDb();
    TABLES.forEach(table -> duckDb.load(table, directory));
    plain = new PlainClickHouse(ENGINE.client(), "plain");
    TABLES.forEach(plain::load);
  }

  @AfterAll
  static void stop() {
    duckDb.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Placement.Kind.class,
      names = {"UNMARKED", "PROMOTED_TOO_FAR"})
  void rowsTwiceOrMissing(Placement.Kind broken) {
    assertThat(differences("wrong_" + broken, broken, ENGINE.client())).isPositive();
  }

  @Test
  void aLostFilter() {
    assertThat(differences("unfiltered", Placement.Kind.INSERTING, withoutFilter(ENGINE.client())))
        .isPositive();
  }

  @Test
  void nothingIsFoundWhereNothingIsBroken() {
    assertThat(differences("sound", Placement.Kind.INSERTING, ENGINE.client())).isZero();
  }

  /** How many queries show that a placement answers something else than all rows in ClickHouse. */
  private static int differences(String prefix, Placement.Kind kind, ClickHouse clickHouse) {
    Placement cold = new Placement("cold", Placement.Kind.ALL_COLD, 1, SEED);
    Placement other = new Placement("other", kind, 1, SEED + 1);
    Check check =
        new Check(
            List.of(
                new PlacedTables(ENGINE.client(), prefix, cold, TABLES, MEAN_ROWS),
                new PlacedTables(clickHouse, prefix, other, TABLES, MEAN_ROWS)),
            duckDb,
            plain);
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      Query query = new QueryGenerator(new Random(SEED * QUERIES + i)).statement();
      found += check.run(query, i).outcome() == Check.Outcome.DIFFERENT ? 1 : 0;
    }
    return found;
  }

  /** ClickHouse asked for all rows where it is asked for those up to W. */
  private static ClickHouse withoutFilter(ClickHouse clickHouse) {
    return (ClickHouse)
        Proxy.newProxyInstance(
            BrokenReadingTest.class.getClassLoader(),
            new Class<?>[] {ClickHouse.class},
            (self, method, arguments) -> {
              if (method.getName().equals("query")
                  && arguments[0] instanceof ClickHouseStatement statement) {
                arguments[0] = unfiltered(statement);
              }
              try {
                return method.invoke(clickHouse, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ClickHouseStatement unfiltered(ClickHouseStatement statement) {
    return new ClickHouseStatement(
        statement.sql().replace("_seq <= {", "_seq >= 0 OR _seq <= {"),
        statement.settings(),
        statement.parameters(),
        statement.external(),
        statement.queryId(),
        statement.timeout());
  }
}
