package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** EXPLAIN tells what would be done, EXPLAIN ANALYZE what was. */
final class ExplainTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "explain");
    Table flights =
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "explain", 1));
    List<Block> blocks = TestData.flights();
    store.put(flights, 0, blocks, 5, 5);
  }

  private static String explain(String sql) {
    return store.rows(sql).stream()
        .map(row -> String.valueOf(row.get(0)))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void showsStrategyTailAndSql() {
    String merged = explain("EXPLAIN SELECT origin, COUNT(*) FROM flights GROUP BY origin");
    assertThat(merged)
        .contains("strategy: merge-here (ClickHouse's groups are merged with the tail's)")
        .contains("table flights.records: watermark [5], tail ")
        .contains("LogicalAggregate")
        .contains("watermark filter: none, the generation is checked after the last row")
        .contains("FROM `explain`.`flights_records`")
        .doesNotContain("time:");
    String shipped =
        explain("explain plan for SELECT COUNT(DISTINCT origin), COUNT(*) FROM flights");
    assertThat(shipped)
        .contains("strategy: ship-tail")
        .contains("and table timestore_tail_0 (`origin` LowCardinality(Nullable(String)))");
    assertThat(explain("EXPLAIN SELECT 1")).contains("strategy: no-table");
    assertThat(
            explain(
                "-- why?\n"
                    + "EXPLAIN SELECT id FROM flights WHERE date > TIMESTAMP '2050-01-01"
                    + " 00:00:00'"))
        .contains("strategy: cold-only (no row of a tail can be in the answer)")
        .contains("watermark filter: none, the generation is checked after the last row");
    assertThat(explain("EXPLAIN SELECT id FROM flights ORDER BY id"))
        .contains("watermark filter: _seq <= W");
  }

  @Test
  void blocksThatNoFilterLetsThroughStayBehind() {
    String join =
        "SELECT COUNT(*) FROM flights f JOIN (VALUES ('SFO')) AS v(c) ON f.origin = v.c WHERE"
            + " f.date";
    assertThat(explain("EXPLAIN " + join + " > TIMESTAMP '2050-01-01 00:00:00'"))
        .contains("strategy: cold-only");
    assertThat(explain("EXPLAIN " + join + " > TIMESTAMP '2001-01-01 00:00:00'"))
        .contains("strategy: ship-tail");
    assertThat(
            explain(
                "EXPLAIN SELECT (SELECT COUNT(*) FROM flights), COUNT(*) FROM flights"
                    + " WHERE date > TIMESTAMP '2050-01-01 00:00:00'"))
        .contains("strategy: ship-tail");
  }

  @Test
  void rowsThatNoFilterLetsThroughStayBehind() {
    long passing =
        TestData.flights().stream()
            .skip(5)
            .map(block -> block.decode(List.of("origin", "delay")))
            .mapToLong(
                block ->
                    IntStream.range(0, block.rows())
                        .filter(row -> "SFO".equals(block.columns().get(0).getString(row)))
                        .filter(row -> !block.columns().get(1).isNull(row))
                        .count())
            .sum();
    String join =
        "SELECT COUNT(*), SUM(f.delay) FROM flights f JOIN (VALUES (-9999)) AS v(c) ON f.delay >"
            + " v.c WHERE f.origin = 'SFO'";
    assertThat(explain("EXPLAIN " + join))
        .contains("strategy: ship-tail")
        .contains("of the tail " + passing + " rows are sent");
    assertThat(explain("EXPLAIN " + join.replace("=", "<> 'x' OR f.origin =")))
        .doesNotContain("of the tail " + passing + " rows are sent");
    assertThat(store.rows(join))
        .isEqualTo(
            store.rows(
                "SELECT COUNT(*), SUM(delay) FROM flights WHERE origin = 'SFO' AND delay > -9999"));
  }

  @Test
  void analyzeRunsTheStatement() {
    String ran = explain("EXPLAIN ANALYZE SELECT origin, COUNT(*) FROM flights GROUP BY origin");
    assertThat(ran)
        .containsPattern("rows: [1-9] from ClickHouse, [0-9]+ in the tail, 7 answered")
        .containsPattern(
            "time: plan [0-9.]+ ms, capture [0-9.]+ ms, ClickHouse [0-9.]+ ms, merge and the rest"
                + " [0-9.]+ ms");
  }

  @Test
  void aMistakeInTheStatementIsTold() {
    assertThatThrownBy(() -> store.rows("EXPLAIN SELECT nothing FROM flights"))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void preparedItHasOneColumn() {
    assertThat(store.engine.prepare("EXPLAIN SELECT * FROM flights", null).columns())
        .extracting(column -> column.label())
        .containsExactly("plan");
  }
}
