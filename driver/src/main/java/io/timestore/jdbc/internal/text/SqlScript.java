package io.timestore.jdbc.internal.text;

import io.timestore.calcite.parse.ShowStatement;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes a text apart into statements: at semicolons outside of quotes and comments. JDBC escapes
 * that the planner does not know ({@code {oj}, {escape}, {limit}}) lose their braces; every other
 * character keeps its place, so that positions in errors are right.
 */
public final class SqlScript {
  private static final Set<String> SESSION =
      Set.of(
          "SET",
          "RESET",
          "SHOW",
          "USE",
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE");
  private static final Set<String> REFUSED =
      Set.of(
          "UPDATE",
          "DELETE",
          "MERGE",
          "UPSERT",
          "REPLACE",
          "TRUNCATE",
          "CREATE",
          "ALTER",
          "DROP",
          "GRANT",
          "REVOKE",
          "CALL",
          "EXEC",
          "EXECUTE",
          "COPY",
          "LOCK",
          "VACUUM",
          "RENAME");

  private final StringBuilder text;
  private final boolean escapes;
  private final List<SqlPart> parts = new ArrayList<>();
  private final Deque<Boolean> braces = new ArrayDeque<>();
  private SqlPart.Start placed = SqlPart.Start.OF_TEXT;
  private int start;
  private int at;
  private int parameters;
  private int firstWord = -1;

  private SqlScript(String sql, boolean escapes) {
    this.text = new StringBuilder(sql);
    this.escapes = escapes;
  }

  /** The statements of a text, at least one, with names in double quotes. */
  public static List<SqlPart> parse(String sql, boolean escapes, Quoting quoting)
      throws SQLException {
    SqlScript script = new SqlScript(quoting.standard(sql), escapes);
    script.run();
    if (script.parts.isEmpty()) {
      throw SqlErrors.of(io.timestore.core.model.ErrorCode.SYNTAX, "the statement is empty");
    }
    return script.parts;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        skipQuoted(c);
      } else if (c == '-' && isNext('-')) {
        skipTo("\n", 1);
      } else if (c == '/' && isNext('*')) {
        skipTo("*/", 2);
      } else {
        plain(c);
      }
    }
    finish(text.length());
  }

  private void plain(char c) {
    if (c == ';') {
      finish(at);
      start = at + 1;
    } else if (c == '?') {
      parameters++;
    } else if (c == '{') {
      openBrace();
    } else if (c == '}') {
      closeBrace();
    } else if (Character.isLetter(c) && firstWord < 0) {
      firstWord = at;
    }
    at++;
  }

  private void openBrace() {
    boolean drop = false;
    if (escapes) {
      String word = wordAt(at + 1);
      drop = word.equals("OJ") || word.equals("ESCAPE") || word.equals("LIMIT");
      if (drop) {
        text.setCharAt(at, ' ');
      }
      if (word.equals("OJ")) {
        int oj = text.toString().toUpperCase(Locale.ROOT).indexOf("OJ", at);
        text.replace(oj, oj + 2, "  ");
      }
    }
    braces.push(drop);
  }

  private void closeBrace() {
    if (!braces.isEmpty() && braces.pop()) {
      text.setCharAt(at, ' ');
    }
  }

  private String wordAt(int from) {
    int begin = from;
    while (begin < text.length() && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    int end = begin;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(begin, end).toUpperCase(Locale.ROOT);
  }

  private void finish(int end) {
    String statement = text.substring(start, end);
    if (firstWord >= 0 || (!isBlank(statement) && parts.isEmpty())) {
      String word = firstWord < 0 ? "" : wordAt(firstWord);
      parts.add(
          new SqlPart(
              statement,
              ShowStatement.isOne(statement) ? SqlPart.Kind.QUERY : kind(word),
              word,
              parameters,
              place()));
    }
    firstWord = -1;
    parameters = 0;
  }

  /** Where the statement starts; goes on from the one before. */
  private SqlPart.Start place() {
    SqlPart.Start rest =
        SqlPart.Start.in(text.subSequence(placed.offset(), start), start - placed.offset());
    placed =
        new SqlPart.Start(
            start,
            placed.line() + rest.line(),
            rest.line() == 0 ? placed.column() + rest.column() : rest.column());
    return placed;
  }

  /** Whether nothing but blanks and comments is there. */
  private static boolean isBlank(String statement) {
    return statement.replaceAll("(?s)/\\*.*?\\*/|--[^\n]*", "").isBlank();
  }

  private static SqlPart.Kind kind(String word) {
    if (word.equals("INSERT")) {
      return SqlPart.Kind.INSERT;
    }
    return SESSION.contains(word)
        ? SqlPart.Kind.SESSION
        : REFUSED.contains(word) ? SqlPart.Kind.REFUSED : SqlPart.Kind.QUERY;
  }

  private void skipQuoted(char quote) {
    int close = text.indexOf(String.valueOf(quote), at + 1);
    at = close < 0 ? text.length() : close + 1;
  }

  private void skipTo(String end, int length) {
    int found = text.indexOf(end, at + 2);
    at = found < 0 ? text.length() : found + length;
  }

  private boolean isNext(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }
}
