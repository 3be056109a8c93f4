package io.timestore.calcite.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text in statements, their words, their parameters and their places; styles of quotes. */
final class StatementSplitTest {
  private static List<ScriptStatement> statements(String sql) {
    return Script.of(sql, QuoteStyle.DOUBLE_QUOTE).statements();
  }

  private static String lines(String sql) {
    return sql.replace("\\n", "\n").replace("\\r", "\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT ';', E'\\';', \"a;\" /* ; */ -- ;|1",
        "SELECT 1 -- a\\r; SELECT 2|2",
        "SELECT 1 -- a\\r\\n; SELECT 2|2",
        "SELECT 1 // a ; SELECT 2|2",
        "SELECT $$;$$; SELECT 2|2",
        ";; -- nothing\\n ; /* x */ ;|0",
        "SELECT 1; 5|2",
        "SELECT 'open; SELECT 2|1",
      })
  void semicolonsAmongTokensSeparate(String sql, int count) {
    assertThat(statements(lines(sql))).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT ?, '?', E'\\'?', \"?\", `?` /* ? */ -- ?|1",
        "SELECT -- ?\\r? -- ?\\r\\n, ?|2",
        "SELECT ??|2",
        "INSERT INTO t VALUES (?, ?)|2",
      })
  void parametersAreThoseOfTheParser(String sql, int count) {
    assertThat(statements(lines(sql)).get(0).parameters()).isEqualTo(count);
  }

  @Test
  void theFirstWordMayStandBehindOthers() {
    assertThat(statements("/* a */ -- b\r ((select 1))").get(0).word()).isEqualTo("SELECT");
    assertThat(statements("{call p()}").get(0).word()).isEqualTo("CALL");
    assertThat(statements("1").get(0).word()).isEmpty();
  }

  @Test
  void placesAreThoseOfTheWrittenText() {
    String written = "SELECT \"it's\";\rSELECT \"b'\",\n  c";
    ScriptStatement second = Script.of(written, QuoteStyle.BACKTICK).statements().get(1);
    assertThat(second.text()).isEqualTo("\rSELECT 'b''',\n  c");
    assertThat(second.offset(new Positions.Place(3, 3))).isEqualTo(written.indexOf('c'));
    assertThat(second.place(new Positions.Place(3, 3))).isEqualTo(new Positions.Place(3, 3));
    assertThat(second.place(new Positions.Place(2, 13))).isEqualTo(new Positions.Place(2, 12));
  }

  @Test
  void commentsGoOutButNotFromTexts() {
    assertThat(statements("SET/**/a = '--b' -- c\r/* ' */").get(0).withoutComments())
        .isEqualTo("SET a = '--b'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT "a"|SELECT 'a'
          SELECT "a""b", "it's", ""|SELECT 'a"b', 'it''s', ''
          SELECT 'say "x"', `a"b`, `c``"d`|SELECT 'say "x"', `a"b`, `c``"d`
          SELECT 1 -- "a"|SELECT 1 -- "a"
          SELECT /* "a */ "b" /* "|SELECT /* "a */ 'b' /* "
          SELECT 'it''s "', "x"|SELECT 'it''s "', 'x'
          SELECT E"a", U&"b"|SELECT E 'a', U&'b'
          SELECT "open|SELECT 'open
          """)
  void doubleQuotesMayEncloseTexts(String written, String standard) {
    assertThat(StandardText.inDoubleQuoteStyle(written, QuoteStyle.BACKTICK).text())
        .isEqualTo(standard);
    assertThat(StandardText.inDoubleQuoteStyle(written, QuoteStyle.DOUBLE_QUOTE).text())
        .isEqualTo(written);
  }
}
