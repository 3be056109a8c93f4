package io.timestore.core.clickhouse;

import org.jspecify.annotations.Nullable;

/** Quoting for ClickHouse's SQL and for values of its {@code {name:Type}} parameters. */
public final class ClickHouseSql {
  private static final String NULL_PARAMETER = "\\N";

  private ClickHouseSql() {}

  /** A name of any characters as an identifier in backticks. */
  public static String identifier(String name) {
    StringBuilder quoted = new StringBuilder(name.length() + 2).append('`');
    escape(name, '`', quoted);
    return quoted.append('`').toString();
  }

  /** {@code `database`.`table`}. */
  public static String qualified(String database, String table) {
    return identifier(database) + "." + identifier(table);
  }

  /** A text as a string literal. */
  public static String literal(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('\'');
    escape(text, '\'', quoted);
    return quoted.append('\'').toString();
  }

  /** A parameter's value in the escaped form of {@code param_name}; null for NULL. */
  public static String parameter(@Nullable String value) {
    if (value == null) {
      return NULL_PARAMETER;
    }
    StringBuilder escaped = new StringBuilder(value.length());
    escape(value, '\\', escaped);
    return escaped.toString();
  }

  private static void escape(String text, char quote, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\0' -> out.append("\\0");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c == quote) {
            out.append('\\');
          }
          out.append(c);
        }
      }
    }
  }
}
