package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One statement, one snapshot; plans are kept and never stale; parameters keep their values. */
final class QueryEngineTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static int databases;

  private TestStore store;
  private Table flights;

  @BeforeEach
  void fill() {
    String database = "query_engine_" + databases++;
    store = new TestStore(ENGINE.client(), database);
    flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, database, 1));
    List<Block> blocks = TestData.flights();
    store.put(flights, 0, blocks, 5, 4);
  }

  @Test
  void provenanceTellsWhereTheAnswerCameFrom() {
    try (QueryAnswer answer = store.open("SELECT COUNT(delay) FROM flights")) {
      assertThat(answer.provenance().firstBlockTime()).isNull();
      TestStore.rows(answer);
      StatementProvenance provenance = answer.provenance();
      assertThat(provenance.strategy()).isEqualTo(StatementProvenance.Strategy.MERGE_HERE);
      assertThat(provenance.tables()).hasSize(1);
      assertThat(provenance.tables().get(0).watermarks()).containsExactly(4L);
      assertThat(provenance.hotRows()).isPositive().isLessThan(240);
      assertThat(provenance.clickHouseSql())
          .contains("_seq <= {w0:UInt64}")
          .doesNotContain("timestore_tail_0");
      assertThat(provenance.firstBlockTime()).isPositive();
    }
    try (QueryAnswer answer = store.open("SELECT COUNT(DISTINCT delay), COUNT(*) FROM flights")) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.SHIP_TAIL);
      assertThat(answer.provenance().clickHouseSql())
          .contains("_seq <= {w0:UInt64} UNION ALL SELECT `delay` FROM timestore_tail_0");
    }
    store.hotBuffer.promote(new LaneId(1, 0), 1, 100_000, 0, 0);
    store.hotBuffer.ensureLane(new LaneId(1, 0), 1, 100_000, 100_000);
    try (QueryAnswer answer = store.open("SELECT COUNT(delay) FROM flights")) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.COLD_ONLY);
    }
    try (QueryAnswer answer = store.open("SELECT 1")) {
      assertThat(answer.provenance().strategy()).isEqualTo(StatementProvenance.Strategy.NO_TABLE);
    }
  }

  @Test
  void plansAreKept() {
    store.rows("SELECT COUNT(*) FROM flights WHERE delay > ?", 3L);
    long misses = store.engine.planCacheStatistics().misses();
    store.rows("SELECT COUNT(*) FROM flights WHERE delay > ?", 4L);
    assertThat(store.engine.planCacheStatistics().misses()).isEqualTo(misses);
    assertThat(store.engine.planCacheStatistics().hits()).isPositive();
  }

  @Test
  void aNewTableIsFound() {
    assertThatThrownBy(() -> store.rows("SELECT * FROM flights.later"))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TABLE))
        .hasMessageContaining("line 1, column 15")
        .hasMessageContaining("later");
    store.create(TestData.table(9, "later", TestData.AIRPORT_SCHEMA, store.database(), 1));
    assertThat(store.rows("SELECT * FROM flights.later")).isEmpty();
  }

  @Test
  void aTableWithoutItsColdTableIsReadFromTheTail() {
    Table fresh = TestData.table(9, "fresh", TestData.AIRPORT_SCHEMA, store.database(), 1);
    store.tables.add(fresh);
    assertThat(store.rows("SELECT code FROM flights.fresh")).isEmpty();
    store.put(fresh, 0, TestData.airports(), 0, 0);
    assertThat(store.rows("SELECT COUNT(*), COUNT(code) FROM flights.fresh"))
        .containsExactly(List.of(5L, 4L));
  }

  @Test
  void aRowOfANewerSchemaMakesANewPlan() {
    String sql = "SELECT * FROM flights WHERE delay = 77";
    assertThat(store.rows(sql)).isEmpty();
    List<Field> fields = new ArrayList<>(TestData.FLIGHT_SCHEMA.fields());
    fields.add(new Field("gate", TestData.field("gate", "string").type(), "none", 2));
    TableSchema wider = new TableSchema(2, fields, "date");
    Table changed = TestData.table(1, "records", wider, store.database(), 1);
    ENGINE
        .client()
        .execute(
            io.timestore.core.clickhouse.ClickHouseStatement.of(
                "ALTER TABLE "
                    + store.database()
                    + ".flights_records ADD COLUMN gate Nullable(String) DEFAULT 'none'"));
    BlockBuilder builder = new BlockBuilder(wider, "{}", 200_101, 1);
    builder.column(0).appendLong(5);
    builder.column(1).appendLong(77);
    builder.column(4).appendString("SFO");
    builder.column(7).appendUuid(1, 2);
    builder.column(9).appendString("{}");
    builder.column(10).appendLong(0);
    builder.column(11).appendString("A1");
    builder.endRow(5_000);
    store.tables.set(0, changed);
    store.put(changed, 0, List.of(builder.build()), 0, 4);
    store.hotBuffer.markInserting(new LaneId(1, 0), 1, ValueBounds.UNKNOWN);
    assertThat(store.rows(sql)).hasSize(1).allSatisfy(row -> assertThat(row).endsWith("A1"));
    assertThat(store.rows("SELECT gate, COUNT(*) FROM flights GROUP BY gate ORDER BY gate"))
        .containsExactly(List.of("A1", 1L), List.of("none", 240L));
  }

  @Test
  void parametersKeepTheirValues() {
    assertThat(
            store.rows(
                "SELECT ?, ?, ?, ?, ?, ?, ?",
                5L,
                "it's \\ \t\n ☃",
                new BigDecimal("1.50"),
                LocalDateTime.parse("1960-01-01T00:00:00.123456789"),
                LocalDate.parse("2001-02-03"),
                true,
                null))
        .isEqualTo(
            List.of(
                java.util.Arrays.asList(
                    5L,
                    "it's \\ \t\n ☃",
                    new BigDecimal("1.50"),
                    LocalDateTime.parse("1960-01-01T00:00:00.123456789"),
                    LocalDate.parse("2001-02-03"),
                    true,
                    null)));
  }

  @Test
  void aValueThatTheColumnsTypeCannotHoldIsComparedAsItIs() {
    String sql = "SELECT COUNT(*) FROM flights WHERE delay > ?";
    assertThat(store.rows(sql, 2.5)).isEqualTo(store.rows(sql, 2L));
    assertThat(store.rows(sql, new BigDecimal("2.99"))).isEqualTo(store.rows(sql, 2L));
    assertThat(store.rows(sql, new BigDecimal("1e30"))).containsExactly(List.of(0L));
    assertThat(store.rows("SELECT COUNT(*) FROM flights WHERE date > ?", LocalDate.EPOCH))
        .isEqualTo(store.rows("SELECT COUNT(*) FROM flights WHERE date > '1970-01-01 00:00:00'"));
    assertThat(store.rows("SELECT id FROM flights ORDER BY id LIMIT ? OFFSET ?", 3L, 1L))
        .hasSize(3);
  }

  @Test
  void aParameterWhosePlaceTellsNoTypeHasThatOfItsValue() {
    assertThat(
            store.rows(
                "SELECT ? + INTERVAL '1' DAY, ? IN (2, ?) FROM flights ORDER BY id LIMIT ?",
                LocalDate.parse("2001-02-03"),
                3L,
                3L,
                1L))
        .containsExactly(List.of(LocalDate.parse("2001-02-04"), 1L));
    assertThat(
            store.rows(
                "SELECT COUNT(*) FROM flights WHERE day > ? + INTERVAL '2' DAY",
                LocalDate.parse("1900-01-01")))
        .isEqualTo(store.rows("SELECT COUNT(*) FROM flights WHERE day > DATE '1900-01-03'"));
    assertThatThrownBy(() -> store.rows("SELECT day + ? + 'x' FROM flights", "y"))
        .hasMessageContaining("Cannot apply '+'");
  }

  @Test
  void anEndlessRecursionIsEnded() {
    String sql =
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT MAX(n) FROM t";
    long start = System.nanoTime();
    QueryRequest request =
        new QueryRequest(
            sql,
            null,
            List.of(),
            UUID.randomUUID().toString(),
            Duration.ofMillis(500),
            0,
            ReadOptions.DEFAULT);
    assertThatThrownBy(
            () -> {
              try (QueryAnswer answer = store.engine.execute(request)) {
                TestStore.rows(answer);
              }
            })
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(store.rows("SELECT 1")).containsExactly(List.of(1L));
  }

  @Test
  void wrongParametersAreErrors() {
    assertThatThrownBy(() -> store.rows("SELECT * FROM flights WHERE delay > ?", "x"))
        .hasMessageContaining("parameter 1 is BIGINT");
    assertThatThrownBy(() -> store.rows("SELECT * FROM flights WHERE delay > ?"))
        .hasMessageContaining("1 parameters");
    assertThatThrownBy(() -> store.rows("SELECT * FROM flights LIMIT ?", -1L))
        .hasMessageContaining("number of rows");
  }

  @Test
  void aStaleTailIsCapturedAgain() {
    List<Long> before = List.of(240L);
    assertThat(store.rows("SELECT COUNT(*) FROM flights").get(0)).isEqualTo(before);
    assertThat(store.rows("SELECT COUNT(*) FROM flights").get(0)).isEqualTo(before);
  }

  @Test
  void aStoreThatIsAwayFailsTheStatement() {
    QueryEngine away =
        new QueryEngine(
            new HttpClickHouse(
                new ClickHouseEndpoint(URI.create("http://127.0.0.1:1/"), "default", "")),
            store.hotBuffer,
            List::of,
            Duration.ofHours(1),
            Clock.systemUTC());
    assertThatThrownBy(
            () ->
                away.execute(
                    new QueryRequest(
                        "SELECT 1",
                        null,
                        List.of(),
                        UUID.randomUUID().toString(),
                        null,
                        0,
                        ReadOptions.DEFAULT)))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CLICKHOUSE_UNAVAILABLE));
  }

  @Test
  void maxRowsCutsTheAnswerInClickHouse() {
    QueryRequest request =
        new QueryRequest(
            "SELECT id FROM flights", null, List.of(), "max-rows", null, 7, ReadOptions.DEFAULT);
    try (QueryAnswer answer = store.engine.execute(request)) {
      assertThat(TestStore.rows(answer)).hasSize(7);
    }
  }
}
