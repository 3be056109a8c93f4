package io.timestore.jdbc.internal.text;

/** What quotes names in a connection's statements, and what texts. */
public enum Quoting {
  /** {@code "name"}, as the SQL standard says; backticks quote names too. */
  DOUBLE_QUOTE("double-quote", "\""),
  /** {@code `name`}, as in MySQL and Spark; double quotes are another way to write a text. */
  BACKTICK("backtick", "`");

  private final String word;
  private final String quote;

  Quoting(String word, String quote) {
    this.word = word;
    this.quote = quote;
  }

  /** The quoting of a word that the property accepts. */
  public static Quoting of(String word) {
    return word.equalsIgnoreCase(BACKTICK.word) ? BACKTICK : DOUBLE_QUOTE;
  }

  /** What names are put in. */
  public String quote() {
    return quote;
  }

  /** A statement as it is written with {@link #DOUBLE_QUOTE}. */
  String standard(String sql) {
    if (this == DOUBLE_QUOTE || sql.indexOf('"') < 0) {
      return sql;
    }
    StringBuilder text = new StringBuilder(sql.length());
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = c == '\'' || c == '`' || c == '"' ? behindQuoted(sql, at) : behindPlain(sql, at);
      String part = sql.substring(at, end);
      text.append(c == '"' ? asText(part) : part);
      at = end;
    }
    return text.toString();
  }

  private static int behindPlain(String sql, int at) {
    if (sql.startsWith("--", at)) {
      return behind(sql, "\n", at);
    }
    return sql.startsWith("/*", at) ? behind(sql, "*/", at + 2) : at + 1;
  }

  private static int behind(String sql, String what, int from) {
    int found = sql.indexOf(what, from);
    return found < 0 ? sql.length() : found + what.length();
  }

  /** A doubled quote does not end what it quotes. */
  private static int behindQuoted(String sql, int at) {
    char quote = sql.charAt(at);
    int end = at + 1;
    while (end < sql.length()) {
      if (sql.charAt(end) != quote) {
        end++;
      } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return sql.length();
  }

  private static String asText(String quoted) {
    boolean closed = quoted.length() > 1 && quoted.endsWith("\"");
    String content = quoted.substring(1, closed ? quoted.length() - 1 : quoted.length());
    String text = content.replace("\"\"", "\"").replace("'", "''");
    return closed ? "'" + text + "'" : "'" + text;
  }
}
