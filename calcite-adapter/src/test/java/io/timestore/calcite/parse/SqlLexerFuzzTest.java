package io.timestore.calcite.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The lexer's tokens are the parser's, in random texts of nasty pieces: the same kinds from the
 * same offsets to the same offsets. A text with an invalid token has the parser's tokens before it,
 * is refused, and the parser's lexer stumbles behind it, too, or the form is one of those that
 * {@link SqlLexer} names. {@code -Dfuzz.texts=1000000 -Dfuzz.seed=7} runs more.
 */
final class SqlLexerFuzzTest {
  private static final int TEXTS = Integer.getInteger("fuzz.texts", 20_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_201L);
  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "'a'",
          "'it''s'",
          "'a\\'",
          "'--'",
          "'/*'",
          "'\n'",
          "'\r'",
          "'''",
          "'x",
          "\"",
          "\"\"",
          "\"a\"",
          "\"a\"\"b\"",
          "\"a\nb\"",
          "\"--\"",
          "`",
          "`a`",
          "`a``b`",
          "`a\"b`",
          "``",
          "--",
          "--x\n",
          "--x\r",
          "--x\r\n",
          "-- '\n",
          "-",
          "//",
          "// x\n",
          "/",
          "/*",
          "*/",
          "/* x */",
          "/**/",
          "/***/",
          "/****/",
          "/** x */",
          "/*/",
          "/*/ x */",
          "/* /* */",
          "/*+ h */",
          "/*+",
          "/* -- */",
          "/* ' */",
          "*",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\f",
          " ",
          "  ",
          "\u000b",
          "\u00a0",
          "\u2028",
          "\u0007",
          "\0",
          "E'a\\'b'",
          "e'\\\\'",
          "E'",
          "E '",
          "E'a\\\nb'",
          "E",
          "U&'\\0041'",
          "u&\"a\"",
          "U&",
          "U&'",
          "U &'x'",
          "X'41'",
          "x'",
          "X'zz'",
          "N'a'",
          "n",
          "_utf8'a'",
          "_a.b-c'x'",
          "_",
          "_a-b",
          "$$",
          "$$ it's $$",
          "$t$",
          "$t$ x; $t$",
          "$",
          "$1",
          "a$b",
          "a$$b",
          "a.b$c",
          "a-b$c$d9",
          "1::x$y",
          "x:y$z",
          "a",
          "B",
          "select",
          "SELECT",
          "from",
          "\u00e4",
          "\u0660",
          "\u01c5",
          "\u4e00",
          "\u3040",
          "\ud83d\ude00",
          "\u00b5",
          "\u00d7",
          "0",
          "1",
          "12",
          "1.",
          ".5",
          "1.5",
          "1.e5",
          "1e5",
          "1e+5",
          "1e-",
          "1e",
          "1.5e3x",
          "5abc",
          "1..2",
          "..",
          ".",
          "::",
          ":",
          "||",
          "|",
          "->",
          "->>",
          "=>",
          "<=>",
          "<=",
          ">=",
          "<>",
          "<<",
          ">>",
          "!=",
          "!",
          "~",
          "^",
          "&",
          "%",
          "@",
          "#",
          "\\",
          "?",
          "??",
          "{",
          "}",
          "{fn",
          "{ FN",
          "{d",
          "{ts '",
          "{ t",
          "{oj",
          "{\nfn",
          "{date",
          "[",
          "]",
          "(",
          ")",
          ";",
          ",",
          "+",
          "=",
          "<",
          ">",
          "\ufeff");

  @Test
  void theTokensAreTheParsers() {
    Random random = new Random(SEED);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      try {
        check(text);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "text " + i + " of seed " + SEED + ": " + told(text) + " " + e.getMessage(), e);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 8);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    if (random.nextInt(8) == 0) {
      text.deleteCharAt(random.nextInt(text.length()));
    }
    return text.toString();
  }

  private static void check(String text) {
    List<SqlToken> tokens = SqlLexer.tokens(text, QuoteStyle.DOUBLE_QUOTE);
    assertThat(tokens.stream().map(SqlToken::text).collect(Collectors.joining())).isEqualTo(text);
    StringBuilder likeParser = new StringBuilder();
    for (SqlToken token : tokens) {
      likeParser.append(asTheParserHasIt(token));
    }
    compare(likeParser.toString());
    compare(StandardText.forParser(text).text());
    if (tokens.stream().anyMatch(token -> token.kind() == SqlToken.Kind.INVALID)) {
      assertThatThrownBy(() -> StatementParser.parse(text))
          .isInstanceOfSatisfying(
              TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX));
    }
  }

  /** Hints, the comment of three stars and names in backticks differ on purpose. */
  private static String asTheParserHasIt(SqlToken token) {
    String text = token.text();
    boolean comment = token.kind() == SqlToken.Kind.COMMENT;
    if (comment && (text.startsWith("/*+") || text.equals("/***/"))) {
      return text.replaceAll("[^\n\r]", " ");
    }
    boolean backticks = token.kind() == SqlToken.Kind.NAME && text.startsWith("`");
    return backticks ? StandardText.forParser(text).text() : text;
  }

  private static void compare(String text) {
    List<SqlToken> ours = SqlLexer.significant(text);
    ParserTokens parsers = ParserTokens.of(text);
    int invalid = 0;
    while (invalid < ours.size() && ours.get(invalid).kind() != SqlToken.Kind.INVALID) {
      invalid++;
    }
    List<SqlToken> theirs = parsers.tokens();
    assertThat(theirs.subList(0, Math.min(invalid, theirs.size())))
        .isEqualTo(ours.subList(0, invalid));
    if (invalid == ours.size()) {
      assertThat(theirs).hasSameSizeAs(ours);
      assertThat(parsers.stumble()).isGreaterThan(text.length());
    } else if (!isNamed(ours.get(invalid))) {
      assertThat(parsers.stumble())
          .isBetween(ours.get(invalid).start() - gap(ours, invalid), text.length());
    }
  }

  /** Blanks and comments before a token, where an error of the parser's lexer may be placed. */
  private static int gap(List<SqlToken> tokens, int at) {
    return tokens.get(at).start() - (at == 0 ? 0 : tokens.get(at - 1).end());
  }

  /**
   * {@code //}, dollar quotes, open hints, and {@code E'…\'}, which is two tokens to the parser.
   */
  private static boolean isNamed(SqlToken invalid) {
    String text = invalid.text();
    return text.equals("//")
        || text.startsWith("/*+")
        || (text.startsWith("$") && text.length() > 1)
        || text.startsWith("E'")
        || text.startsWith("e'");
  }

  private static String told(String text) {
    return '"' + text.replace("\n", "\\n").replace("\r", "\\r").replace("\f", "\\f") + '"';
  }

  @Test
  void everyCharacterIsOfTheParsersClass() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String character = String.valueOf((char) c);
      if (c == '`') {
        continue; // Opens a name here alone; random texts compare such names.
      }
      compare(character);
      compare("a% %a 1% $% _%'x' {%".replace("%", character));
      compare("a.b$%".replace("%", character));
    }
  }
}
