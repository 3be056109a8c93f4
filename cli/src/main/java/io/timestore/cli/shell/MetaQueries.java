package io.timestore.cli.shell;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statements behind the commands that list things. Stateless. */
final class MetaQueries {
  private static final String NOT_SYSTEM =
      " NOT IN ('information_schema', 'pg_catalog', 'pg_toast')";
  private static final String TABLES =
      "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema"
          + NOT_SYSTEM;
  private static final String ORDER = " ORDER BY table_schema, table_name";

  private MetaQueries() {}

  static String tables(@Nullable String pattern) {
    return TABLES + like("table_name", pattern) + ORDER;
  }

  static String schemas(@Nullable String pattern) {
    return "SELECT schema_name FROM information_schema.schemata WHERE schema_name"
        + NOT_SYSTEM
        + like("schema_name", pattern)
        + " ORDER BY schema_name";
  }

  static String database() {
    return "SELECT current_database() AS name, version() AS version";
  }

  /**
   * The columns of a table, written as {@code table} or {@code schema.table}, in quotes or not.
   *
   * @throws SQLException for a name that is no name
   */
  static String columns(String table) throws SQLException {
    int dot = dot(table);
    String schema = dot < 0 ? null : unquoted(table.substring(0, dot));
    String name = unquoted(table.substring(dot + 1));
    if (name.isEmpty() || (schema != null && schema.isEmpty())) {
      throw new SQLException("\\d needs TABLE or SCHEMA.TABLE, not '" + table + "'", "42602");
    }
    return "SELECT table_schema, column_name, data_type, is_nullable, column_default FROM"
        + " information_schema.columns WHERE LOWER(table_name) = "
        + text(name.toLowerCase(Locale.ROOT))
        + (schema == null
            ? ""
            : " AND LOWER(table_schema) = " + text(schema.toLowerCase(Locale.ROOT)))
        + " ORDER BY table_schema, ordinal_position";
  }

  /** The first dot outside of quotes, -1 for none. */
  private static int dot(String name) {
    boolean quoted = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      quoted ^= c == '"';
      if (c == '.' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static String unquoted(String name) {
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** A {@code *} stands for any characters, as in psql. */
  private static String like(String column, @Nullable String pattern) {
    return pattern == null
        ? ""
        : " AND LOWER("
            + column
            + ") LIKE "
            + text(pattern.toLowerCase(Locale.ROOT).replace('*', '%'));
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
