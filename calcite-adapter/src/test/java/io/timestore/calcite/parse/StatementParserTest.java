package io.timestore.calcite.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What power users write parses; what is wrong is an error with its place. */
final class StatementParserTest {
  private static String parsed(String sql) {
    return StatementParser.parse(sql).tree().toSqlString(AnsiSqlDialect.DEFAULT).getSql();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t;",
        "SELECT a FROM t ; \n -- done ; really\n",
        "/* first */ SELECT `a` FROM `t`",
        "SELECT \"a\" FROM t /* ' ; */ ;",
      })
  void semicolonsCommentsAndBackticks(String sql) {
    assertThat(parsed(sql)).isEqualTo("SELECT `a`\nFROM `t`");
  }

  @Test
  void quotesInNamesAndTextStay() {
    assertThat(parsed("SELECT `a\"b`, 'x`;--y' FROM t"))
        .isEqualTo("SELECT `a\"b`, 'x`;--y'\nFROM `t`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT date FROM t|SELECT `date`\\nFROM `t`",
        "SELECT a AS value, hour FROM t|SELECT `a` AS `value`, `hour`\\nFROM `t`",
        "SELECT t.user, date, DATE '2001-01-01' FROM t|SELECT `t`.`user`, `date`, DATE"
            + " '2001-01-01'\\n"
            + "FROM `t`",
        "SELECT a FROM t WHERE b = ? AND date > ?|SELECT `a`\\n"
            + "FROM `t`\\n"
            + "WHERE `b` = ? AND `date` > ?",
        "SELECT MAX(date) FROM t GROUP BY year ORDER BY month|SELECT MAX(`date`)\\n"
            + "FROM `t`\\n"
            + "GROUP BY `year`\\n"
            + "ORDER BY `month`"
      })
  void keywordsWhereOnlyNamesCanStand(String sql, String expected) {
    assertThat(parsed(sql)).isEqualTo(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT FROM t|line 1, column 8",
        "SELECT a FROM t WHERE|line 1, column 17",
        "SELECT a,\\n  b c d FROM t|line 2, column 7",
        "SELECT 1; SELECT 2|line 1, column 9"
      })
  void mistakesHaveTheirPlace(String sql, String place) {
    assertThatThrownBy(() -> StatementParser.parse(sql.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX))
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ";", "-- nothing"})
  void nothingIsAnError(String sql) {
    assertThatThrownBy(() -> StatementParser.parse(sql))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX));
  }

  @Test
  void placesAreThoseOfTheWrittenText() {
    ParsedStatement statement =
        StatementParser.parse(
            "SELECT INTERVAL '1 hour',\n `a\"b`, INTERVAL '120 seconds', nope FROM t");
    assertThat(statement.positions().of(2, 31)).isEqualTo(new Positions.Place(2, 33));
    assertThat(statement.positions().nameAt(2, 31)).isEqualTo("nope");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "INTERVAL '1 hour'|INTERVAL '1' HOUR",
        "interval '90 min'|INTERVAL '90' MINUTE",
        "INTERVAL '1 day 2 hours'|INTERVAL '26' HOUR",
        "INTERVAL '1:30:00.25 h'|error",
        "INTERVAL '2 weeks ago'|INTERVAL -'14' DAY",
        "INTERVAL '1.5 seconds'|INTERVAL '1.5' SECOND",
        "INTERVAL '1 year 2 mons'|INTERVAL '14' MONTH",
        "a - INTERVAL '1 month 2 days'|`a` - INTERVAL '1' MONTH - INTERVAL '2' DAY",
        "INTERVAL 5 MINUTE|INTERVAL '5' MINUTE",
        "INTERVAL '1' DAY|INTERVAL '1' DAY",
        "INTERVAL '1 month 2 days'|error",
        "INTERVAL '1 fortnight'|error",
        "INTERVAL '0.5 months'|error",
        "INTERVAL '1 us'|error"
      })
  void intervals(String written, String expected) {
    if (expected.equals("error")) {
      assertThatThrownBy(() -> StatementParser.parse("SELECT " + written))
          .isInstanceOf(TimestoreException.class);
    } else {
      assertThat(parsed("SELECT " + written)).isEqualTo("SELECT " + expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a::bigint|(`a` :: BIGINT)",
        "a + b AT TIME ZONE 'UTC'|`a` + `AT_TIME_ZONE`(`b`, 'UTC')",
        "t.a::timestamp(3) AT TIME ZONE 'UTC'|`AT_TIME_ZONE`((`t`.`a` :: TIMESTAMP(3)), 'UTC')",
        "max(a) AT TIME ZONE 'UTC'|`AT_TIME_ZONE`(MAX(`a`), 'UTC')",
        "(a) AT TIME ZONE 'x' AT TIME ZONE z.y|`AT_TIME_ZONE`(`AT_TIME_ZONE`(`a`, 'x'), `z`.`y`)",
        "CASE WHEN a THEN b END AT TIME ZONE 'UTC'|`AT_TIME_ZONE`(CASE WHEN `a` THEN `b` ELSE NULL"
            + " END, 'UTC')",
        "TIMESTAMP '2001-01-01 00:00:00' AT TIME ZONE 'UTC'|`AT_TIME_ZONE`(TIMESTAMP '2001-01-01"
            + " 00:00:00', 'UTC')",
        "'x AT TIME ZONE y'|'x AT TIME ZONE y'",
        "quantile(0.9)(x)|`quantile`(0.9, `x`)",
        "a != b|`a` <> `b`",
        "{fn UCASE(a)}|{fn UCASE(`a`) }",
        "{fn TODAY()}|`TODAY`()",
        "{d '2001-01-01'}|DATE '2001-01-01'",
        "{ts '2001-01-01 00:00:00'}|TIMESTAMP '2001-01-01 00:00:00'"
      })
  void expressions(String written, String expected) {
    assertThat(parsed("SELECT " + written)).isEqualTo("SELECT " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 AS value, 2 AS hour, 3 AS year, 4 AS user, 5 AS date, 6 AS timestamp, 7 AS count",
        "SELECT 1 value, 2 hour, 3 year, 4 date, 5 month, 6 day, 7 minute, 8 second, 9 position",
        "SELECT value, hour, user FROM t WHERE value > 1 GROUP BY hour ORDER BY year, count",
        "SELECT * FROM {oj a LEFT OUTER JOIN b ON a.x = b.x}",
        "SELECT a FROM t WHERE a LIKE 'x!%' {escape '!'}",
        "SELECT a FROM t ORDER BY a OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY",
        "SELECT a FROM t LIMIT 3 OFFSET 2",
        "SELECT a FROM t LIMIT ? OFFSET ?",
        "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1",
        "SELECT a FROM t JOIN u USING (a) NATURAL JOIN v",
        "SELECT a ILIKE 'x', a || b, a ~ 'x', a !~* 'x' FROM t",
        "WITH w AS (SELECT 1 AS x) SELECT * FROM w"
      })
  void whatBiToolsWriteParses(String sql) {
    assertThat(parsed(sql)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT DISTINCT ON (a) a FROM t ORDER BY 1", "{call p(1)}", "{? = call p()}"})
  void whatIsKnownAndRefusedSaysSo(String sql) {
    assertThatThrownBy(() -> StatementParser.parse(sql))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }
}
