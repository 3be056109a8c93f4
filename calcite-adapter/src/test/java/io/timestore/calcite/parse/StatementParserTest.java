package io.timestore.calcite.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
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
        "SELECT t.user, date, DATE '2001-01-01' FROM t|SELECT `t`.`user`, `date`, DATE '2001-01-01'\\nFROM `t`",
        "SELECT a FROM t WHERE b = ? AND date > ?|SELECT `a`\\nFROM `t`\\nWHERE `b` = ? AND `date` > ?",
        "SELECT MAX(date) FROM t GROUP BY year ORDER BY month|SELECT MAX(`date`)\\nFROM `t`\\nGROUP BY `year`\\nORDER BY `month`"
      })
  void keywordsWhereOnlyNamesCanStand(String sql, String expected) {
    assertThat(parsed(sql)).isEqualTo(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT FROM t|line 1, column 8",
        "SELECT a FROM t WHERE|line 1, column 21",
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
    ParsedStatement statement = StatementParser.parse("SELECT date,\n value, nope FROM t");
    assertThat(statement.positions().of(2, 11)).isEqualTo(new Positions.Place(2, 9));
  }
}
