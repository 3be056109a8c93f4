package io.timestore.calcite.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ClickHouse's own SQL over snapshots: {@code TABLE(clickhouse.query('…'))}. */
final class NativeQueryTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore split;
  private static TestStore cold;

  @BeforeAll
  static void start() {
    split = store("split", 4);
    cold = store("cold", TestData.flights().size());
  }

  private static TestStore store(String name, int watermark) {
    TestStore store = new TestStore(ENGINE.client(), name);
    Table flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, name, 1));
    store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, name, 1));
    store.put(flights, 0, TestData.flights(), watermark, watermark);
    return store;
  }

  private static String query(String sql) {
    return "SELECT * FROM TABLE(clickhouse.query('" + sql.replace("'", "''") + "'))";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT count() AS n, sum(delay) AS s FROM {flights.records}|SELECT COUNT(*), SUM(delay)"
            + " FROM flights",
        "SELECT f.origin, count() AS n FROM {Flights} AS f GROUP BY f.origin|SELECT origin,"
            + " COUNT(*) AS n FROM flights GROUP BY origin",
        "WITH d AS (SELECT delay FROM {\"flights\".`records`}) SELECT max(delay) AS m FROM d --"
            + " done|SELECT MAX(delay) FROM flights",
        "SELECT count() AS n FROM {flights} a, {flights} b WHERE a.id = b.id;|SELECT COUNT(*) FROM"
            + " flights",
        "SELECT '{{' AS a, map('k', 1)['k'] AS b /* ) */|SELECT '{{', 1"
      })
  void coldAndHotRowsAreReadAsOne(String nativeSql, String sql) {
    assertThat(texts(split.rows(query(nativeSql)))).hasSameElementsAs(texts(split.rows(sql)));
    assertThat(texts(cold.rows(query(nativeSql)))).hasSameElementsAs(texts(split.rows(sql)));
  }

  /** Counts are of another type in ClickHouse. */
  private static List<String> texts(List<List<@Nullable Object>> rows) {
    return rows.stream().map(Object::toString).toList();
  }

  @Test
  void aTableHasTheColumnsThatAStarShows() {
    String all = "SELECT * FROM {flights}";
    assertThat(split.engine.prepare(query(all), null).columns()).hasSize(11);
    assertThat(cold.rows(query(all))).hasSameElementsAs(split.rows("SELECT * FROM flights"));
  }

  @Test
  void theRestOfTheStatementIsSql() {
    assertThat(
            split.rows(
                "SELECT q.o, COUNT(*) FROM TABLE(clickhouse.query('SELECT origin AS o FROM"
                    + " {flights}')) AS q JOIN flights AS f ON f.origin = q.o WHERE f.delay > 30"
                    + " GROUP BY q.o ORDER BY 1"))
        .isEqualTo(
            split.rows(
                "SELECT q.origin, COUNT(*) FROM flights AS q JOIN flights AS f ON f.origin ="
                    + " q.origin WHERE f.delay > 30 GROUP BY q.origin ORDER BY 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "toUInt64(18446744073709551615)|DECIMAL(20, 0)|18446744073709551615",
        "toUInt8(200)|INTEGER|200",
        "toDateTime('2001-01-01 00:00:00', 'Asia/Tokyo')|TIMESTAMP(0)|2000-12-31T15:00",
        "toDateTime64('2001-01-01 00:00:00.123', 3, 'UTC')|TIMESTAMP(3)|2001-01-01T00:00:00.123",
        "toDate('2001-01-01')|DATE|2001-01-01",
        "[1, 2]|VARCHAR|[1,2]",
        "toLowCardinality('a')|VARCHAR|a",
        "CAST('x' AS Enum('x' = 1))|VARCHAR|x",
        "toNullable(toDecimal32('1.5', 2))|DECIMAL(9, 2)|1.50",
        "toIPv4('1.2.3.4')|VARCHAR|1.2.3.4",
        "1 = 1|INTEGER|1"
      })
  void typesAreThoseOfSql(String expression, String type, String value) {
    String sql = query("SELECT " + expression + " AS x");
    assertThat(split.engine.prepare(sql, null).columns().get(0).type()).hasToString(type);
    assertThat(split.rows(sql).get(0).get(0)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE x",
        "INSERT INTO x SELECT 1",
        "SELECT 1) UNION ALL (SELECT 2",
        "SELECT 1; DROP TABLE x",
        "SELECT 1 FROM {flights",
        "SELECT {x:UInt8}",
        "SELECT 1 FROM {flights; DROP}",
        "SELECT 'a",
        "SELECT (1",
        "SELECT 1 AS a, 2 AS a",
        "SELECT 1 SETTINGS max_threads = 1",
        "SELECT $x$ ) $x$",
        "SELECT \u00011\u0002",
        ""
      })
  void whatIsNoSingleSelectIsRefused(String nativeSql) {
    assertThatThrownBy(() -> split.rows(query(nativeSql)))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.INVALID_SQL));
  }

  @Test
  void unknownNamesSaySo() {
    assertThatThrownBy(() -> split.rows(query("SELECT 1 FROM {flights.nope}")))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TABLE))
        .hasMessageContaining("flights.nope");
    assertThatThrownBy(() -> split.rows(query("SELECT nope FROM {flights}")))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN));
  }
}
