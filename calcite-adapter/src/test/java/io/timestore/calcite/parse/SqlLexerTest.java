package io.timestore.calcite.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, one by one; comments where they begin and end; texts that have none and are refused. */
final class SqlLexerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a+1|WORD(a) SIGN(+) NUMBER(1)
          a.b::int|WORD(a) SIGN(.) WORD(b) SIGN(::) WORD(int)
          'it''s' "a""b" `c``d`|TEXT('it''s') NAME("a""b") NAME(`c``d`)
          E'a\\'b;' N'x' X'4f' U&'y' _utf8'z'|TEXT(E'a\\'b;') TEXT(N'x') TEXT(X'4f') TEXT(U&'y') TEXT(_utf8'z')
          E 'a\\' b|WORD(E) TEXT('a\\') WORD(b)
          U&"a"|NAME(U&"a")
          1.e5 1e 5abc .5 1..2|NUMBER(1.e5) WORD(1e) WORD(5abc) NUMBER(.5) NUMBER(1.) NUMBER(.2)
          a<=b<=>c->d::e|WORD(a) SIGN(<=) WORD(b) SIGN(<=>) WORD(c) SIGN(->) WORD(d) SIGN(::) WORD(e)
          {fn f(?)} { ts 'x'}|SIGN({fn) WORD(f) SIGN(() SIGN(?) SIGN()) SIGN(}) SIGN({ ts) TEXT('x') SIGN(})
          $1 a$b|WORD($1) WORD(a$b)
          a /* ' */ b -- '|WORD(a) WORD(b)
          a /* b /* c */ d|WORD(a) WORD(d)
          a /***/ b /*+ c */ d|WORD(a) WORD(b) WORD(d)
          a // b|WORD(a) INVALID(//) WORD(b)
          $$ it's; $$ a|INVALID($$ it's; $$) WORD(a)
          $t$ $$ $t$ a|INVALID($t$ $$ $t$) WORD(a)
          """)
  void significant(String sql, String expected) {
    assertThat(
            SqlLexer.significant(sql.replace("\\\\", "\\")).stream()
                .map(token -> token.kind() + "(" + token.text() + ")")
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected.replace("\\\\", "\\"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t WHERE b = 1 --x\rAND c = 2",
        "SELECT a FROM t --\rWHERE b = 1 AND c = 2",
        "SELECT a --x\r\nFROM t WHERE b = 1 AND --y\nc = 2",
        "--x\rSELECT a FROM t WHERE b = 1 AND c = 2 --",
        "SELECT a FROM t WHERE b = 1 /*--x\r*/ AND c = 2 --x\r",
        "SELECT a FROM t WHERE b = 1 /***/ AND c = 2 /* x */",
        "SELECT /*+ it's; a hint */ a FROM t WHERE b = 1 AND c = 2",
      })
  void aCommentEndsWithItsLine(String sql) {
    assertThat(String.valueOf(StatementParser.parse(sql).tree()))
        .isEqualTo("SELECT `a`\nFROM `t`\nWHERE `b` = 1 AND `c` = 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT a FROM t WHERE b = 1 // AND c = 2|line 1, column 29: '//'
          // x;SELECT 1|line 1, column 1: '//'
          SELECT 2//3|line 1, column 9: '//'
          SELECT 1 --x;, 4 // 2|line 2, column 5: '//'
          SELECT $$it's$$|line 1, column 8: texts in dollar quotes
          SELECT 'open|line 1, column 8: a text in quotes is not closed
          SELECT E'open\\'|line 1, column 8: a text in quotes is not closed
          SELECT "open|line 1, column 8: a name in quotes
          SELECT ``|line 1, column 8: a name in quotes
          SELECT 1 /* open|line 1, column 10: a comment is not closed
          SELECT 1 # 2|line 1, column 10: the character '#'
          """)
  void whatHasNoTokensIsASyntaxError(String sql, String told) {
    String lines = sql.replace("--x;", "--x\r").replace("\\\\", "\\");
    assertThatThrownBy(() -> StatementParser.parse(lines))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX))
        .hasMessageContaining(told);
  }

  @Test
  void slashesInTextsNamesAndCommentsStay() {
    assertThat(
            String.valueOf(
                StatementParser.parse("SELECT '//', \"//\" /* // */ FROM t -- // x").tree()))
        .isEqualTo("SELECT '//', `//`\nFROM `t`");
  }

  @Test
  void linesEndAsInTheParser() {
    String text = "a\rb\r\nc\n\nd";
    assertThat(Positions.Place.of(text, text.indexOf('b'))).hasToString("line 2, column 1");
    assertThat(Positions.Place.of(text, text.indexOf('c'))).hasToString("line 3, column 1");
    assertThat(Positions.Place.of(text, text.indexOf('d'))).hasToString("line 5, column 1");
    assertThat(Positions.Place.of(text, text.length())).hasToString("line 5, column 2");
    assertThat(Positions.offset(text, 5, 1)).isEqualTo(text.indexOf('d'));
    assertThat(Positions.offset(text, 9, 1)).isEqualTo(text.length());
  }

  @Test
  void aWordOfOtherLettersIsNoKeyword() {
    assertThat(SqlLexer.significant("\u017felect").get(0).isWord("SELECT")).isFalse();
    assertThat(SqlLexer.significant("select").get(0).isWord("SELECT")).isTrue();
  }
}
