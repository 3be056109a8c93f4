package io.timestore.calcite.cache;

import io.timestore.calcite.cache.StatementShape.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a statement's tokens. For one statement. */
final class ShapeReader {
  /** Reserved words, which cannot be names unless they are quoted. */
  private static final Set<String> WORDS =
      Set.of(
          ("ALL AND AS BETWEEN BY CASE CAST CROSS DISTINCT ELSE END EXCEPT EXISTS FETCH FROM FULL GROUP HAVING IN INNER"
                  + " INTERSECT INTO IS JOIN LEFT LIKE LIMIT NATURAL NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION"
                  + " RIGHT SELECT THEN UNION USING VALUES WHEN WHERE WITH")
              .split(" "));

  private static final List<String> OPERATORS =
      List.of("<=>", "<=", ">=", "<>", "!=", "||", "::", "->", "=>");

  private final String sql;
  private final List<String> between = new ArrayList<>();
  private final List<Literal> literals = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private boolean afterString;
  private boolean lineBreak;
  private boolean hasParameters;
  private int at;

  private ShapeReader(String sql) {
    this.sql = sql;
  }

  /** Null if the statement's tokens cannot be told. */
  static @Nullable StatementShape read(String sql) {
    return new ShapeReader(sql).read();
  }

  private @Nullable StatementShape read() {
    while (at < sql.length()) {
      if (!skipBlank() && !token()) {
        return null;
      }
    }
    while (text.length() > 0 && (last() == ';' || last() == ' ')) {
      text.setLength(text.length() - 1);
    }
    between.add(text.toString());
    return hasParameters ? withoutLiterals() : new StatementShape(between, literals);
  }

  private char last() {
    return text.charAt(text.length() - 1);
  }

  /** A statement with parameters of its own keeps its literals. */
  private StatementShape withoutLiterals() {
    StringBuilder whole = new StringBuilder(between.get(0));
    for (int i = 0; i < literals.size(); i++) {
      whole.append(literals.get(i).source()).append(between.get(i + 1));
    }
    return new StatementShape(List.of(whole.toString()), List.of());
  }

  private boolean skipBlank() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      lineBreak |= c == '\n' || c == '\r';
      at++;
      return true;
    }
    if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
      return true;
    }
    if (sql.startsWith("/*", at) && !sql.startsWith("/*+", at)) {
      int end = sql.indexOf("*/", at + 2);
      if (end < 0) {
        return false;
      }
      at = end + 2;
      return true;
    }
    return false;
  }

  /** False if a token does not end. */
  private boolean token() {
    char c = sql.charAt(at);
    if (c == '\'') {
      return string();
    }
    if (c == '"' || c == '`') {
      return add(quotedEnd(at));
    }
    if (sql.startsWith("/*+", at)) {
      int end = sql.indexOf("*/", at);
      return add(end < 0 ? -1 : end + 2);
    }
    if (isDigit(c)) {
      return number();
    }
    if (Character.isJavaIdentifierStart(c)) {
      return word();
    }
    hasParameters |= c == '?';
    for (String operator : OPERATORS) {
      if (sql.startsWith(operator, at)) {
        return add(at + operator.length());
      }
    }
    return add(at + 1);
  }

  private boolean add(int end) {
    if (end < 0) {
      return false;
    }
    separate();
    text.append(sql, at, end);
    at = end;
    afterString = false;
    return true;
  }

  /** Strings on two lines are one string, on one line an error. */
  private void separate() {
    if (text.length() > 0 || !literals.isEmpty()) {
      text.append(afterString && lineBreak ? '\n' : ' ');
    }
    lineBreak = false;
  }

  private boolean word() {
    int end = wordEnd(at);
    String upper = sql.substring(at, end).toUpperCase(Locale.ROOT);
    if (upper.equals("DATE") || upper.equals("TIMESTAMP")) {
      int quote = end;
      while (quote < sql.length() && sql.charAt(quote) == ' ') {
        quote++;
      }
      int close = quote < sql.length() && sql.charAt(quote) == '\'' ? quotedEnd(quote) : -1;
      Literal literal =
          close < 0 ? null : LiteralTokens.time(literals.size(), sql, at, quote, close, upper);
      if (literal != null) {
        return add(literal, close);
      }
    }
    if (WORDS.contains(upper)) {
      separate();
      text.append(upper);
      at = end;
      afterString = false;
      return true;
    }
    return add(end);
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean number() {
    int end = at;
    while (end < sql.length() && (isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
      end++;
    }
    if (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      return add(exponentEnd(end));
    }
    Literal literal =
        at > 0 && sql.charAt(at - 1) == '.'
            ? null
            : LiteralTokens.number(literals.size(), sql, at, end);
    return literal == null ? add(end) : add(literal, end);
  }

  private int exponentEnd(int from) {
    int end = wordEnd(from);
    boolean signed =
        end < sql.length()
            && (sql.charAt(end) == '-' || sql.charAt(end) == '+')
            && (sql.charAt(end - 1) == 'e' || sql.charAt(end - 1) == 'E');
    return signed ? wordEnd(end + 1) : end;
  }

  private boolean string() {
    int end = quotedEnd(at);
    if (end < 0) {
      return false;
    }
    boolean plain =
        !afterString
            && (at == 0
                || (sql.charAt(at - 1) != '&'
                    && !Character.isJavaIdentifierPart(sql.charAt(at - 1))));
    if (plain) {
      add(LiteralTokens.text(literals.size(), sql, at, end), end);
    } else {
      add(end);
    }
    afterString = true;
    return true;
  }

  private boolean add(Literal literal, int end) {
    separate();
    between.add(text.toString());
    text = new StringBuilder();
    literals.add(literal);
    at = end;
    afterString = false;
    return true;
  }

  /** Where a quoted token ends, whose quote is doubled inside of it; -1 if it does not. */
  private int quotedEnd(int start) {
    char quote = sql.charAt(start);
    int end = start + 1;
    while (true) {
      int next = sql.indexOf(quote, end);
      if (next < 0) {
        return -1;
      }
      if (next + 1 < sql.length() && sql.charAt(next + 1) == quote) {
        end = next + 2;
      } else {
        return next + 1;
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
