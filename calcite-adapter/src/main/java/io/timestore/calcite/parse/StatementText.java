package io.timestore.calcite.parse;

/**
 * A statement's text made ready for the parser: names in backticks become names in double quotes,
 * and what ends the statement (semicolon, blanks) is cut off. Positions stay the same unless a
 * quoted name holds a quote.
 */
final class StatementText {
  private final String sql;
  private final StringBuilder out;
  private int at;

  private StatementText(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(sql.length());
  }

  static String prepare(String sql) {
    return new StatementText(sql).run();
  }

  private String run() {
    int end = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean significant = true;
      if (c == '\'' || c == '"') {
        copyQuoted(c);
      } else if (c == '`') {
        requote();
      } else if (sql.startsWith("--", at)) {
        copyTo(indexOrEnd("\n", at));
        significant = false;
      } else if (sql.startsWith("/*", at) && !sql.startsWith("/*+", at)) {
        copyTo(Math.min(sql.length(), indexOrEnd("*/", at + 2) + 2));
        significant = false;
      } else {
        out.append(c);
        at++;
        significant = !Character.isWhitespace(c);
      }
      end = significant ? out.length() : end;
    }
    if (end > 0 && out.charAt(end - 1) == ';') {
      out.setLength(end - 1);
    }
    return out.toString();
  }

  private void copyQuoted(char quote) {
    int close = at + 1;
    while (close < sql.length() && sql.charAt(close) != quote) {
      close++;
    }
    copyTo(Math.min(sql.length(), close + 1));
  }

  private void requote() {
    int close = sql.indexOf('`', at + 1);
    if (close < 0) {
      copyTo(sql.length());
      return;
    }
    out.append('"');
    while (true) {
      out.append(sql.substring(at + 1, close).replace("\"", "\"\""));
      if (close + 1 < sql.length() && sql.charAt(close + 1) == '`') {
        out.append('`');
        at = close + 1;
        int next = sql.indexOf('`', at + 1);
        if (next < 0) {
          break;
        }
        close = next;
      } else {
        break;
      }
    }
    out.append('"');
    at = close + 1;
  }

  private void copyTo(int end) {
    out.append(sql, at, end);
    at = end;
  }

  private int indexOrEnd(String what, int from) {
    int found = sql.indexOf(what, from);
    return found < 0 ? sql.length() : found;
  }
}
