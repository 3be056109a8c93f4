package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.model.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is merged here is what ClickHouse computes of the same rows. */
final class MergeHereTest {
  private static final Comparator<List<@Nullable Object>> ANY_ORDER =
      Comparator.comparing(row -> row.toString());

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "merge_here");
    Table flights =
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "merge_here", 1));
    Table airports =
        store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, "merge_here", 1));
    List<Block> blocks = new ArrayList<>(TestData.flights());
    store.put(flights, 0, blocks, blocks.size() / 2, blocks.size() / 2);
    store.put(airports, 0, TestData.airports(), 2, 2);
  }

  /** Expressions over a flight; each is shown, filtered by, grouped by and aggregated. */
  static Stream<String> expressions() {
    return Stream.of(
        "delay",
        "delay + 1",
        "delay * delay - distance",
        "-delay",
        "distance / 3",
        "distance / (delay - delay)",
        "CAST(delay AS DOUBLE)",
        "CASE WHEN delay > 10 THEN 'late' WHEN delay IS NULL THEN NULL ELSE 'fine' END",
        "CASE WHEN ok THEN delay ELSE distance END",
        "COALESCE(delay, 0)",
        "origin",
        "origin || '-' || destination",
        "day",
        "date",
        "ns",
        "FLOOR(date TO SECOND)",
        "FLOOR(date TO MINUTE)",
        "FLOOR(date TO HOUR)",
        "FLOOR(date TO DAY)",
        "FLOOR(date TO WEEK)",
        "FLOOR(date TO MONTH)",
        "FLOOR(date TO QUARTER)",
        "FLOOR(date TO YEAR)",
        "FLOOR(day TO MONTH)",
        "FLOOR(ns TO HOUR)",
        "EXTRACT(YEAR FROM date)",
        "EXTRACT(QUARTER FROM date)",
        "EXTRACT(MONTH FROM date)",
        "EXTRACT(WEEK FROM date)",
        "EXTRACT(DAY FROM date)",
        "EXTRACT(DOY FROM date)",
        "EXTRACT(DOW FROM date)",
        "EXTRACT(ISODOW FROM day)",
        "EXTRACT(HOUR FROM date)",
        "EXTRACT(MINUTE FROM date)",
        "EXTRACT(SECOND FROM date)",
        "CAST(date AS DATE)",
        "CAST(day AS TIMESTAMP(6))",
        "CAST(date AS TIMESTAMP(9))",
        "date + INTERVAL '1' DAY",
        "date - INTERVAL '2' HOUR",
        "date + INTERVAL '1' MONTH");
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void valuesAreClickHouses(String expression) {
    assertMerged("SELECT id, " + expression + " AS x FROM flights");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay > 10",
        "delay <= -5 OR delay IS NULL",
        "NOT (delay > 10)",
        "delay > distance",
        "delay = 3.0",
        "price > 100",
        "price < delay",
        "price >= 12.5 AND price <= 900.25",
        "origin = 'SFO'",
        "origin <> 'it''s \\ok\n'",
        "origin > 'S'",
        "origin IN ('SFO', 'Zürich ☃', '')",
        "origin NOT IN ('SFO', 'JFK')",
        "origin LIKE 'Z%'",
        "origin LIKE '%_r%'",
        "delay IN (1, 2, 3, 5, 8, 13)",
        "delay NOT IN (1, 2, 3)",
        "delay BETWEEN 3 AND 9",
        "delay < 0 OR delay BETWEEN 5 AND 9 OR delay = 30",
        "ok",
        "NOT ok",
        "ok IS NOT TRUE",
        "ok IS FALSE",
        "ok IS NOT FALSE",
        "(delay > 5) IS TRUE",
        "date >= TIMESTAMP '2001-01-02 00:00:00'",
        "date < TIMESTAMP '2001-01-02 10:00:00.25' AND ns > TIMESTAMP '1970-01-01"
            + " 00:00:00.000000003'",
        "day > DATE '1990-05-05'",
        "day IN (DATE '1990-05-05', DATE '1970-01-01')",
        "date > CURRENT_TIMESTAMP - INTERVAL '50' YEAR",
        "date = ns",
        "date <> CAST(ns AS TIMESTAMP(9))"
      })
  void filtersAreClickHouses(String filter) {
    assertMerged("SELECT id FROM flights WHERE " + filter);
    assertMerged("SELECT COUNT(*), COUNT(delay) FROM flights WHERE " + filter);
    assertMerged("SELECT COUNT(delay) FILTER (WHERE " + filter + ") FROM flights");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM flights",
        "SELECT COUNT(*), COUNT(delay), SUM(delay), SUM(distance), SUM(price) FROM flights",
        "SELECT MIN(delay), MAX(delay), MIN(origin), MAX(origin), MIN(date), MAX(ns) FROM flights",
        "SELECT MIN(price), MAX(price), MIN(day), MAX(ok), MIN(distance) FROM flights",
        "SELECT AVG(delay), AVG(distance), AVG(price) FROM flights",
        "SELECT STDDEV_POP(delay), STDDEV_SAMP(delay), VAR_POP(distance), VAR_SAMP(price) FROM"
            + " flights",
        "SELECT SUM(delay), AVG(delay), MIN(delay), COUNT(*) FROM flights WHERE delay > 1000",
        "SELECT VAR_SAMP(delay), STDDEV_SAMP(delay) FROM flights WHERE delay = 39",
        "SELECT origin, COUNT(*), SUM(delay) FROM flights GROUP BY origin",
        "SELECT origin, ok, MAX(price) FROM flights GROUP BY origin, ok",
        "SELECT FLOOR(date TO DAY) AS d, COUNT(*) FROM flights GROUP BY FLOOR(date TO DAY)",
        "SELECT origin, SUM(delay) FILTER (WHERE ok), COUNT(*) FILTER (WHERE delay > 3) FROM"
            + " flights GROUP BY origin",
        "SELECT origin FROM flights GROUP BY origin HAVING COUNT(*) > 25",
        "SELECT DISTINCT origin, ok FROM flights",
        "SELECT origin, AVG(delay) * 2 AS a FROM flights WHERE ok GROUP BY origin ORDER BY a DESC,"
            + " origin LIMIT 3",
        "SELECT COUNT(*) FROM flights WHERE 1 = 0",
        "SELECT COUNT(DISTINCT origin) FROM flights",
        "SELECT COUNT(DISTINCT delay) FROM flights WHERE delay > 1000",
        "SELECT COUNT(DISTINCT delay), COUNT(DISTINCT delay) + 1 FROM flights WHERE delay <> 7",
        "SELECT destination, COUNT(DISTINCT origin) AS n FROM flights GROUP BY destination",
        "SELECT origin, ok, COUNT(DISTINCT delay) AS n FROM flights GROUP BY origin, ok HAVING"
            + " COUNT(DISTINCT delay) > 2",
        "SELECT delay, COUNT(DISTINCT delay) FROM flights GROUP BY delay",
        "SELECT FLOOR(date TO DAY) AS d, COUNT(DISTINCT CAST(date AS DATE)) FROM flights GROUP BY"
            + " FLOOR(date TO DAY)"
      })
  void aggregatesAreClickHouses(String sql) {
    assertMerged(sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, delay FROM flights ORDER BY delay, date, ns LIMIT 20",
        "SELECT id, delay FROM flights ORDER BY delay DESC NULLS LAST, date DESC, ns LIMIT 20"
            + " OFFSET 7",
        "SELECT date, ns FROM flights ORDER BY date DESC, ns LIMIT 100",
        "SELECT date, ns, price FROM flights ORDER BY date, ns, price",
        "SELECT distance, ns, date FROM flights ORDER BY distance NULLS FIRST, ns, date OFFSET 30",
        "SELECT price, ns, date FROM flights WHERE ok ORDER BY price DESC, ns, date LIMIT 9",
        "SELECT date FROM flights ORDER BY origin DESC, date, ns",
        "SELECT code FROM flights.airports ORDER BY x, code LIMIT 3",
        "SELECT origin, COUNT(*) n FROM flights GROUP BY origin ORDER BY n, origin OFFSET 2"
      })
  void orderIsClickHouses(String sql) {
    assertThat(rounded(store.rows(MergeStrategy.MERGE_HERE, sql)))
        .as(sql)
        .isEqualTo(rounded(store.rows(MergeStrategy.SHIP_TAIL, sql)));
    assertThat(merged(sql)).as(sql).isTrue();
  }

  @Test
  void limitWithoutOrderGivesAsManyRows() {
    assertThat(merged("SELECT id FROM flights LIMIT 150")).isTrue();
    assertThat(store.rows("SELECT id FROM flights LIMIT 150")).hasSize(150);
    assertThat(store.rows("SELECT id FROM flights LIMIT 500 OFFSET 200")).hasSize(40);
    assertThat(store.rows("SELECT id FROM flights LIMIT 0")).isEmpty();
    assertThat(store.rows("SELECT id FROM flights LIMIT ?", 3L)).hasSize(3);
  }

  @Test
  void parametersAreBound() {
    assertThat(
            store.rows(
                "SELECT COUNT(*) FROM flights WHERE delay > ? AND date > ? AND origin = ?",
                5L,
                LocalDateTime.parse("2001-01-01T00:00"),
                "SFO"))
        .isEqualTo(
            store.rows(
                MergeStrategy.SHIP_TAIL,
                "SELECT COUNT(*) FROM flights WHERE delay > 5"
                    + " AND date > TIMESTAMP '2001-01-01 00:00:00' AND origin = 'SFO'"));
  }

  @Test
  void aFilterThatLeavesNothingOfTheTailMakesItColdOnly() {
    try (QueryAnswer answer = store.open("SELECT COUNT(*) FROM flights WHERE delay > 900")) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.COLD_ONLY);
      assertThat(TestStore.rows(answer)).isEqualTo(List.of(List.of(0L)));
    }
    try (QueryAnswer answer =
        store.open("SELECT id FROM flights WHERE date > TIMESTAMP '2030-01-01 00:00:00'")) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.COLD_ONLY);
      assertThat(TestStore.rows(answer)).isEmpty();
    }
  }

  @Test
  void aSumThatFitsOnlyTogetherIsRight() {
    TestStore large = new TestStore(ENGINE.client(), "merge_large");
    Table table =
        large.create(TestData.table(1, "records", TestData.AIRPORT_SCHEMA, "merge_large", 1));
    List<Block> blocks = new ArrayList<>();
    for (long x : new long[] {Long.MAX_VALUE - 5, 3, -9, 4, 1}) {
      BlockBuilder builder = new BlockBuilder(TestData.AIRPORT_SCHEMA, "{}", 1, 0);
      builder.column(2).appendLong(x);
      builder.endRow(0);
      blocks.add(builder.build());
    }
    large.put(table, 0, blocks, 1, 1);
    assertThat(large.rows("SELECT SUM(x) FROM flights"))
        .isEqualTo(List.of(List.of(Long.MAX_VALUE - 6)));
  }

  @Test
  void whileNothingWasFlushedClickHouseIsNotAsked() {
    TestStore hot = new TestStore(ENGINE.client(), "merge_hot");
    Table table = hot.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "merge_hot", 1));
    hot.put(table, 0, TestData.flights(), 0, 0);
    ClickHouseStatement drop = ClickHouseStatement.of("DROP DATABASE merge_hot");
    ENGINE.client().execute(drop);
    assertThat(hot.rows("SELECT COUNT(*), MIN(delay) FROM flights"))
        .isEqualTo(List.of(List.of(240L, -20L)));
    assertThat(hot.rows("SELECT id FROM flights WHERE delay = 3 LIMIT 2")).hasSize(2);
  }

  @Test
  void whatIsNotComputedHereIsShipped() {
    assertThat(merged("SELECT COUNT(DISTINCT distance) FROM flights")).isFalse();
    assertThat(merged("SELECT COUNT(DISTINCT delay), SUM(delay) FROM flights")).isFalse();
    assertThat(merged("SELECT COUNT(DISTINCT delay), COUNT(DISTINCT origin) FROM flights"))
        .isFalse();
    assertThat(merged("SELECT UPPER(origin) FROM flights")).isFalse();
    assertThat(merged("SELECT id FROM flights ORDER BY id LIMIT 3")).isFalse();
    assertThat(merged("SELECT a.code FROM flights f JOIN flights.airports a ON f.origin = a.code"))
        .isFalse();
  }

  @Test
  void moreDistinctValuesThanAreWorthReadingAreCountedByClickHouse() {
    TestStore many = new TestStore(ENGINE.client(), "merge_many");
    Table table =
        many.create(TestData.table(1, "records", TestData.AIRPORT_SCHEMA, "merge_many", 1));
    List<Block> blocks = new ArrayList<>();
    for (int first : new int[] {0, 15_000}) {
      BlockBuilder builder = new BlockBuilder(TestData.AIRPORT_SCHEMA, "{}", 1, 0);
      for (int x = first; x < first + 15_000; x++) {
        builder.column(2).appendLong(x % 22_000);
        builder.endRow(0);
      }
      blocks.add(builder.build());
    }
    many.put(table, 0, blocks, 1, 1);
    String sql = "SELECT COUNT(DISTINCT x) FROM flights";
    assertThat(many.rows(sql)).isEqualTo(List.of(List.of(22_000L)));
    try (QueryAnswer answer = many.open(sql)) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.SHIP_TAIL);
    }
    assertThat(many.rows(sql + " WHERE x < 19000")).isEqualTo(List.of(List.of(19_000L)));
  }

  private static boolean merged(String sql) {
    ReadOptions options = ReadOptions.DEFAULT.withStrategy(MergeStrategy.MERGE_HERE);
    try (QueryAnswer answer = store.open(options, sql)) {
      return answer.provenance().strategy() == StatementProvenance.Strategy.MERGE_HERE;
    }
  }

  private static void assertMerged(String sql) {
    List<List<@Nullable Object>> here = rounded(store.rows(MergeStrategy.MERGE_HERE, sql));
    List<List<@Nullable Object>> there = rounded(store.rows(MergeStrategy.SHIP_TAIL, sql));
    here.sort(ANY_ORDER);
    there.sort(ANY_ORDER);
    assertThat(here).as(sql).isEqualTo(there);
    ReadOptions options = ReadOptions.DEFAULT.withStrategy(MergeStrategy.MERGE_HERE);
    try (QueryAnswer answer = store.open(options, sql)) {
      assertThat(answer.provenance().strategy())
          .as(sql)
          .isNotEqualTo(StatementProvenance.Strategy.SHIP_TAIL);
    }
  }

  private static List<List<@Nullable Object>> rounded(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object value : row) {
        values.add(
            value instanceof Double number && Double.isFinite(number)
                ? new BigDecimal(number).round(new MathContext(12)).doubleValue()
                : value instanceof BigDecimal exact ? exact.stripTrailingZeros() : value);
      }
      result.add(values);
    }
    return result;
  }
}
