package io.timestore.calcite.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lexer of timestore's SQL. It takes a text apart into the tokens that the parser makes of it,
 * but for four forms: names in backticks are names; {@code //} and texts in dollar quotes are
 * invalid; every text between slashes with stars is a comment, a hint as well as one of three stars
 * only. {@link StatementText} hands the parser a text in which none of these is left. For one text.
 */
public final class SqlLexer {
  private static final List<String> OPERATORS =
      List.of("<=>", "<=", ">=", "<>", "<<", "!=", "->", "||", "=>", "..", "::", "*/");
  private static final String SIGNS = "()[]{};.,=<>?:+-*/%|^&$!~";

  private final String sql;
  private final QuoteStyle quotes;
  private int at;

  public SqlLexer(String sql, QuoteStyle quotes) {
    this.sql = sql;
    this.quotes = quotes;
  }

  /** All tokens of a text. */
  static List<SqlToken> tokens(String sql, QuoteStyle quotes) {
    List<SqlToken> tokens = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(sql, quotes);
    for (SqlToken token = lexer.next(); token != null; token = lexer.next()) {
      tokens.add(token);
    }
    return tokens;
  }

  /** The tokens of a text but its blanks and comments. */
  static List<SqlToken> significant(String sql) {
    List<SqlToken> tokens = tokens(sql, QuoteStyle.DOUBLE_QUOTE);
    tokens.removeIf(token -> !token.isSignificant());
    return tokens;
  }

  /** The next token, null at the end of the text. */
  public @Nullable SqlToken next() {
    if (at == sql.length()) {
      return null;
    }
    int start = at;
    SqlToken.Kind kind = read(sql.charAt(start));
    return new SqlToken(kind, start, at, sql.substring(start, at));
  }

  /** Reads a token and leaves {@code at} behind it. */
  private SqlToken.Kind read(char c) {
    if (SqlCharacters.isBlank(c)) {
      while (at < sql.length() && SqlCharacters.isBlank(sql.charAt(at))) {
        at++;
      }
      return SqlToken.Kind.BLANK;
    }
    if (sql.startsWith("--", at)) {
      at = SqlCharacters.behindLine(sql, at);
      return SqlToken.Kind.COMMENT;
    }
    if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at + 2);
      return close < 0
          ? take(sql.length(), SqlToken.Kind.INVALID)
          : take(close + 2, SqlToken.Kind.COMMENT);
    }
    if (sql.startsWith("//", at)) {
      return take(at + 2, SqlToken.Kind.INVALID);
    }
    if (c == '\'' || c == '"' || c == '`') {
      return quoted(at, false);
    }
    if (SqlCharacters.isPart(c) || (c == '.' && SqlCharacters.isDigitAt(sql, at + 1))) {
      return wordOrNumber();
    }
    return sign(c);
  }

  private SqlToken.Kind take(int end, SqlToken.Kind kind) {
    at = end;
    return kind;
  }

  /** A doubled quote does not end what it encloses. */
  private SqlToken.Kind quoted(int open, boolean backslash) {
    char quote = sql.charAt(open);
    boolean text = quote == '\'' || quotes.isText(quote);
    for (int i = open + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\\' && backslash) {
        i++;
      } else if (c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        i++;
      } else if (c == quote) {
        boolean empty = i == open + 1;
        return take(
            i + 1, text ? SqlToken.Kind.TEXT : empty ? SqlToken.Kind.INVALID : SqlToken.Kind.NAME);
      } else if (!text && SqlCharacters.isLineBreak(c)) {
        return take(i, SqlToken.Kind.INVALID);
      }
    }
    return take(sql.length(), SqlToken.Kind.INVALID);
  }

  /** The longest of what may begin with a letter or a digit. */
  private SqlToken.Kind wordOrNumber() {
    int wordEnd = SqlCharacters.partEnd(sql, at);
    int prefixEnd = SqlCharacters.prefixEnd(sql, at, wordEnd);
    if (prefixEnd > 0) {
      return quoted(prefixEnd, sql.charAt(at) == 'E' || sql.charAt(at) == 'e');
    }
    if (sql.charAt(at) == '$') {
      int tagEnd = SqlCharacters.dollarTagEnd(sql, at);
      if (tagEnd > 0) {
        int close = sql.indexOf(sql.substring(at, tagEnd), tagEnd);
        return take(close < 0 ? sql.length() : close + tagEnd - at, SqlToken.Kind.INVALID);
      }
    }
    int numberEnd = SqlCharacters.numberEnd(sql, at);
    int collationEnd = SqlCharacters.collationEnd(sql, at);
    if (collationEnd > Math.max(wordEnd, numberEnd)) {
      return take(collationEnd, SqlToken.Kind.SIGN);
    }
    if (numberEnd >= wordEnd) {
      return take(numberEnd, SqlToken.Kind.NUMBER);
    }
    boolean dollar = sql.charAt(at) == '$' && wordEnd == at + 1;
    return take(wordEnd, dollar ? SqlToken.Kind.SIGN : SqlToken.Kind.WORD);
  }

  private SqlToken.Kind sign(char c) {
    if (c == '{') {
      return take(SqlCharacters.escapeHeadEnd(sql, at), SqlToken.Kind.SIGN);
    }
    for (String operator : OPERATORS) {
      if (sql.startsWith(operator, at)) {
        return take(at + operator.length(), SqlToken.Kind.SIGN);
      }
    }
    return SIGNS.indexOf(c) >= 0
        ? take(at + 1, SqlToken.Kind.SIGN)
        : take(at + Character.charCount(sql.codePointAt(at)), SqlToken.Kind.INVALID);
  }
}
