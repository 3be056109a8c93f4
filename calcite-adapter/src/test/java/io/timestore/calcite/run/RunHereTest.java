package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.StatementProvenance.Filter;
import io.timestore.calcite.run.StatementProvenance.Strategy;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements of which ClickHouse computes parts keep every promise that others keep. */
final class RunHereTest {
  /** Some seconds of rows joined with rows, each compared with each. */
  private static final String LONG =
      "SELECT COUNT(*) FROM TABLE(clickhouse.query('SELECT toString(number) AS a FROM"
          + " numbers(60000)')) AS x JOIN TABLE(clickhouse.query('SELECT toString(number) AS b FROM"
          + " numbers(60000)')) AS y ON TRANSLATE(x.a, '1', '2') > TRANSLATE(y.b, '2', '1')";

  private static final int WIDTH = 100;

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "here");
    Table flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "here", 1));
    Table airports =
        store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, "here", 1));
    store.put(flights, 0, TestData.flights(), 3, 3);
    store.put(airports, 0, TestData.airports(), 2, 1);
  }

  @Test
  void theAnswerTellsItsParts() {
    int captures = store.hotBuffer.captures();
    String sql =
        "SELECT a.city, JSON_VALUE(f.note, '$.n') FROM flights f JOIN flights.airports a"
            + " ON a.code = f.origin AND JSON_VALUE(f.note, '$.n') = '3' WHERE f.delay > 5";
    try (QueryAnswer answer = store.open(sql)) {
      assertThat(TestStore.rows(answer)).isNotEmpty();
      StatementProvenance provenance = answer.provenance();
      assertThat(provenance.strategy()).isEqualTo(Strategy.RUN_HERE);
      assertThat(provenance.filter()).isEqualTo(Filter.WATERMARK);
      assertThat(provenance.tables()).hasSize(2);
      assertThat(provenance.clickHouseSql().split(";\n", -1)).hasSize(2);
      assertThat(provenance.hotRows()).isPositive();
    }
    assertThat(store.hotBuffer.captures()).as("one snapshot").isEqualTo(captures + 1);
  }

  @Test
  void explained() {
    String sql =
        "SELECT JSON_VALUE(note, '$.n'), COUNT(*) FROM flights WHERE delay > 5"
            + " GROUP BY JSON_VALUE(note, '$.n')";
    List<String> lines = new ArrayList<>();
    store.rows("EXPLAIN ANALYZE " + sql).forEach(row -> lines.add(String.valueOf(row.get(0))));
    assertThat(lines.get(0))
        .isEqualTo(
            "strategy: run-here (ClickHouse computes 1 part, the rest is computed here, in"
                + " memory)");
    assertThat(lines).anyMatch(line -> line.contains("EnumerableAggregate"));
    assertThat(lines).contains("part 1:");
    assertThat(lines).anyMatch(line -> line.startsWith("strategy: merge-here"));
    assertThat(lines).anyMatch(line -> line.contains("WHERE (_t0.`delay` > "));
    assertThat(lines).anyMatch(line -> line.startsWith("rows: "));
    assertThat(store.rows("EXPLAIN SELECT MOD(price, 3) FROM flights").get(0).get(0))
        .asString()
        .contains("row by row");
  }

  @Test
  void typesAreTold() {
    List<String> types = new ArrayList<>();
    store
        .engine
        .prepare(
            "SELECT JSON_VALUE(note, '$.n'), ns, MOD(price, 3), ARRAY[delay], id FROM flights",
            null)
        .columns()
        .forEach(column -> types.add(column.type().getFullTypeString()));
    assertThat(types)
        .containsExactly(
            "VARCHAR(2000) CHARACTER SET \"UTF-8\"",
            "TIMESTAMP(9)",
            "DECIMAL(10, 2)",
            "BIGINT ARRAY NOT NULL",
            "UUID");
  }

  @Test
  void parametersGoToBothSides() {
    assertThat(
            store.rows(
                "SELECT COUNT(*) FROM flights WHERE MOD(price, 3) < ? AND delay > ? AND date > ?"
                    + " AND JSON_VALUE(note, '$.n') = ?",
                new BigDecimal("2.5"),
                5L,
                LocalDateTime.of(1990, 1, 1, 0, 0),
                "3"))
        .isEqualTo(
            store.rows(
                "SELECT COUNT(*) FROM flights WHERE price - 3 * TRUNCATE(price / 3, 0) < 2.5"
                    + " AND delay > 5 AND date > TIMESTAMP '1990-01-01 00:00:00'"
                    + " AND note = '{\"n\":3}'"))
        .isNotEqualTo(List.of(List.of(0L)));
    assertThat(
            store.rows(
                "SELECT TRANSLATE(origin, 'S', 'x') FROM flights ORDER BY date, id LIMIT ? OFFSET"
                    + " ?",
                3L,
                1L))
        .hasSize(3);
    assertThat(store.rows("SELECT DISTINCT TRANSLATE(origin, 'S', 'x') FROM flights LIMIT ?", 2L))
        .hasSize(2);
  }

  @Test
  void rowsAreLimited() {
    try (QueryAnswer answer =
        store.engine.execute(request("SELECT TRANSLATE(origin, 'S', 'x') FROM flights", null, 7))) {
      assertThat(TestStore.rows(answer)).hasSize(7);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT MOD(price, 3), date + INTERVAL '1' HOUR AS t FROM flights WHERE delay > 30|OK
          SELECT EXTRACT(HOUR FROM t) FROM (SELECT MAX(date) AS t FROM flights GROUP BY JSON_VALUE(note, '$.n')) AS x|EXTRACT
          SELECT SUM(delay) OVER (ORDER BY id ROWS 3 PRECEDING EXCLUDE TIES) FROM flights|EXCLUDE
          SELECT ARRAY_AGG(DISTINCT origin ORDER BY id) FROM flights|an order by something else
          SELECT CAST(JSON_VALUE(note, '$.n') AS DATE) FROM flights|a conversion from
          SELECT origin, DESTINATION FROM flights TABLESAMPLE BERNOULLI(50)|the operation Sample
          SELECT JSON_EXISTS(note, '$.n') FROM flights|JSON_EXISTS
          SELECT TO_TIMESTAMP('2001', 'YYYY') FROM flights|TO_TIMESTAMP
          """)
  void whatWouldBeWrongHereIsRefused(String sql, String what) {
    if (what.equals("OK")) {
      assertThat(store.rows(sql)).isNotEmpty();
      return;
    }
    assertError(() -> store.rows(sql), ErrorCode.UNSUPPORTED, what);
  }

  @Test
  void memoryIsBounded() {
    StringBuilder columns = new StringBuilder("toString(number) AS a");
    for (int i = 0; i < WIDTH; i++) {
      columns.append(", toInt32(number % 7) AS c").append(i);
    }
    String numbers =
        "TABLE(clickhouse.query('SELECT " + columns + " FROM numbers(200000000)')) AS x";
    assertError(
        () -> store.rows("SELECT * FROM " + numbers + " ORDER BY TRANSLATE(a, '1', '2')"),
        ErrorCode.TOO_LARGE,
        "EXPLAIN shows what is read");
    assertThat(
            store.rows(
                "SELECT COUNT(*) FROM "
                    + numbers.replace("200000000", "300000")
                    + " WHERE TRANSLATE(a, '1', '2') <> ''"))
        .isEqualTo(List.of(List.of(300_000L)));
  }

  @Test
  void timeIsLimited() {
    long start = System.nanoTime();
    assertError(
        () -> read(request(LONG, Duration.ofMillis(800), 0)), ErrorCode.TIMEOUT, "longer than");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void canceled() throws InterruptedException {
    QueryRequest request = request(LONG, null, 0);
    CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                read(request);
                ended.complete(null);
              } catch (RuntimeException e) {
                ended.complete(e);
              }
            });
    reader.start();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!computes(reader)) {
      assertThat(System.nanoTime() - deadline).as("nanoseconds too late").isNegative();
      Thread.sleep(5);
    }
    assertThat(ended.isDone()).as(String.valueOf(ended.getNow(null))).isFalse();
    long killed = System.nanoTime();
    store.engine.kill(request.queryId());
    Throwable error = ended.join();
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));
    assertThat(error)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELED));
    reader.join();
  }

  /** Whether a thread joins rows at this moment. */
  private static boolean computes(Thread reader) {
    return Stream.of(reader.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith("org.apache.calcite.linq4j.Enumer"));
  }

  private static void read(QueryRequest request) {
    try (QueryAnswer answer = store.engine.execute(request)) {
      TestStore.rows(answer);
    }
  }

  private static void assertError(ThrowingCallable run, ErrorCode code, String message) {
    assertThatThrownBy(run)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static QueryRequest request(String sql, @Nullable Duration timeout, long maxRows) {
    return new QueryRequest(
        sql, null, List.of(), UUID.randomUUID().toString(), timeout, maxRows, ReadOptions.DEFAULT);
  }
}
