package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions have the values that SQL gives them, where ClickHouse's own would differ. */
final class SemanticsTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "semantics");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "NULL",
      value = {
        "7 / 2|3",
        "-7 / 2|-3",
        "MOD(-7, 3)|-1",
        "7 / 2.0|3.5",
        "CAST(1 AS DECIMAL(10,2)) / 3|0.3333333333333",
        "CAST(2 AS DECIMAL(10,2)) / 3|0.6666666666667",
        "7.0e0 / 2|3.5",
        "1.5 * 1.5|2.25",
        "0.1 + 0.2|0.3",
        "CAST(9.99 AS DECIMAL(3,2)) * CAST(9.99 AS DECIMAL(3,2))|99.8001",
        "CAST(2.5 AS INTEGER)|3",
        "CAST(-2.5 AS INTEGER)|-3",
        "CAST(2.55 AS DECIMAL(3,1))|2.6",
        "CAST('2.55' AS DECIMAL(3,1))|2.6",
        "CAST(' 12 ' AS BIGINT)|12",
        "CAST(12 AS VARCHAR)|12",
        "CAST(TRUE AS VARCHAR)|TRUE",
        "CAST(1 = 1 AS VARCHAR)|TRUE",
        "CAST('abcdef' AS VARCHAR(3))|abc",
        "CAST(NULL AS INTEGER)|NULL",
        "CAST('2001-02-03' AS DATE)|2001-02-03",
        "CAST('2001-02-03 04:05:06.7' AS TIMESTAMP)|2001-02-03T04:05:06.700",
        "CAST('2001-02-03T04:05:06.789Z' AS TIMESTAMP(3))|2001-02-03T04:05:06.789",
        "TIMESTAMP '1960-01-01 00:00:00.123456'|1960-01-01T00:00:00.123456",
        "CAST(TIMESTAMP '1960-01-01 00:00:00.123456' AS TIMESTAMP(3))|1960-01-01T00:00:00.123",
        "FLOOR(TIMESTAMP '1960-01-01 00:00:01.5' TO SECOND)|1960-01-01T00:00:01",
        "FLOOR(TIMESTAMP '2001-08-15 13:14:15' TO WEEK)|2001-08-13T00:00",
        "FLOOR(TIMESTAMP '2001-08-15 13:14:15' TO QUARTER)|2001-07-01T00:00",
        "CEIL(TIMESTAMP '2001-08-15 13:14:15' TO DAY)|2001-08-16T00:00",
        "CEIL(TIMESTAMP '2001-08-15 00:00:00' TO DAY)|2001-08-15T00:00",
        "FLOOR(DATE '2001-08-15' TO MONTH)|2001-08-01",
        "EXTRACT(DOW FROM DATE '2001-08-12')|1",
        "EXTRACT(ISODOW FROM DATE '2001-08-12')|7",
        "EXTRACT(WEEK FROM DATE '2001-01-01')|1",
        "EXTRACT(CENTURY FROM DATE '2001-01-01')|21",
        "EXTRACT(EPOCH FROM TIMESTAMP '1969-12-31 23:59:59.5')|-1",
        "EXTRACT(MILLISECOND FROM TIMESTAMP '1969-12-31 23:59:59.5')|59500",
        "EXTRACT(MICROSECOND FROM TIMESTAMP '1969-12-31 23:59:59.500001')|59500001",
        "TIMESTAMPADD(MONTH, 1, TIMESTAMP '2001-01-31 00:00:00')|2001-02-28T00:00",
        "TIMESTAMPDIFF(MONTH, DATE '2001-01-31', DATE '2001-02-28')|0",
        "TIMESTAMPDIFF(DAY, DATE '2001-01-31', DATE '2001-03-01')|29",
        "TIMESTAMPDIFF(SECOND, TIMESTAMP '2001-01-01 00:00:00.9', TIMESTAMP '2001-01-01"
            + " 00:00:02')|1",
        "DATE '2001-01-31' + INTERVAL '1' MONTH|2001-02-28",
        "TIMESTAMP '2001-01-01 00:00:00' - INTERVAL '1' DAY|2000-12-31T00:00",
        "SUBSTRING('abcdef', 2, 3)|bcd",
        "SUBSTRING('abcdef', 0, 3)|ab",
        "SUBSTRING('abcdef', -2, 5)|ab",
        "SUBSTRING('Zürich', 2)|ürich",
        "CHAR_LENGTH('Zürich')|6",
        "UPPER('zürich')|ZÜRICH",
        "POSITION('ich' IN 'Zürich')|4",
        "CONCAT('a', CAST(NULL AS VARCHAR), 'b')|ab",
        "REPLACE('it''s \\ n', 'n', 'm')|it's \\ m",
        "TRIM(BOTH 'x' FROM 'xxaxx')|a",
        "TRIM('  a ')|a",
        "'a\\b' LIKE 'a\\b'|1",
        "'a%b' LIKE 'a!%b' ESCAPE '!'|1",
        "'axb' LIKE 'a!%b' ESCAPE '!'|0",
        "'aéb' LIKE 'a_b'|1",
        "NULL IN (1, 2)|NULL",
        "3 NOT IN (1, NULL)|NULL",
        "1 IN (1, NULL)|true",
        "CASE WHEN NULL THEN 1 ELSE 2 END|2",
        "COALESCE(NULL, 5)|5",
        "NULLIF(3, 3)|NULL",
        "(1 = 1) IS NOT FALSE|true",
        "CAST(NULL AS BOOLEAN) IS NOT TRUE|true",
        "NULL IS DISTINCT FROM 1|true",
        "ROUND(2.45, 1)|2.5",
        "ROUND(-2.5)|-3",
        "CURRENT_DATE|2026-11-22",
        "LEFT('Zürich', 2)|Zü",
        "ABS(-5)|5",
        "POWER(2, 10)|1024.0",
        "SQRT(16)|4.0",
        "(SELECT * FROM (VALUES (1)) AS t WHERE 1 = 0)|NULL",
        "EXISTS (SELECT * FROM (VALUES (1)) AS t WHERE 1 = 0)|0",
        "1 IN (SELECT 1 UNION ALL SELECT NULL)|true",
        "2 IN (SELECT 1 UNION ALL SELECT NULL)|NULL",
        "NULL IN (SELECT * FROM (VALUES (1)) AS t WHERE 1 = 0)|false",
        "CAST('123E4567-e89b-12d3-a456-426614174000' AS UUID)|123e4567-e89b-12d3-a456-426614174000"
      })
  void value(String expression, @Nullable String expected) {
    Object value = store.rows("SELECT " + expression + " AS v").get(0).get(0);
    assertThat(text(value)).as(expression).isEqualTo(expected);
  }

  /** Booleans come as 0 and 1 where ClickHouse compared something. */
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    return value == null ? null : value.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 / 0|DIVISION_BY_ZERO",
        "CAST(300 AS TINYINT)|INVALID_VALUE",
        "CAST('abc' AS BIGINT)|INVALID_VALUE",
        "CAST(1e30 AS BIGINT)|INVALID_VALUE",
        "(SELECT 1 UNION ALL SELECT 2)|INVALID_SQL"
      })
  void error(String expression, ErrorCode code) {
    assertThatThrownBy(() -> store.rows("SELECT " + expression + " AS v"))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
