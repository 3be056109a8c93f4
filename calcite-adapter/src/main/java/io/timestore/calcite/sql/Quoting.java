package io.timestore.calcite.sql;

/** Writes names and text as ClickHouse reads them. */
public final class Quoting {
  private static final char FIRST_PRINTABLE = ' ';

  private Quoting() {}

  /** A name in backticks. */
  public static String name(String name) {
    return quote(name, '`');
  }

  /** A string literal. */
  public static String text(String value) {
    return quote(value, '\'');
  }

  private static String quote(String value, char quote) {
    StringBuilder out = new StringBuilder(value.length() + 2).append(quote);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == quote || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format("\\x%02x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(quote).toString();
  }
}
