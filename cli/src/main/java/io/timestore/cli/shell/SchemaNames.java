package io.timestore.cli.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names that a statement may have in it, as they were when they were read.
 *
 * @param schemas tables of each schema, and columns of each table
 */
record SchemaNames(
    SortedMap<String, SortedMap<String, List<String>>> schemas,
    SortedSet<String> functions,
    SortedSet<String> keywords) {
  private static final String SQL_WORDS =
      "ALL AND AS ASC BETWEEN BY CASE CAST COUNT CROSS CURRENT_DATE CURRENT_TIMESTAMP DATE DESC"
          + " DESCRIBE DISTINCT ELSE END EXCEPT EXISTS EXPLAIN EXTRACT FALSE FROM FULL GROUP HAVING"
          + " IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN LEFT LIKE LIMIT NATURAL NOT NULL"
          + " OFFSET ON OR ORDER OUTER OVER PARTITION RIGHT ROWS SELECT SET SHOW TABLES SCHEMAS"
          + " COLUMNS CREATE TABLE THEN TIMESTAMP TRUE UNION USING VALUES WHEN WHERE WINDOW WITH";

  static final SchemaNames NONE =
      new SchemaNames(
          new TreeMap<>(), new TreeSet<>(), new TreeSet<>(List.of(SQL_WORDS.split(" ", -1))));

  static SchemaNames read(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    SortedMap<String, SortedMap<String, List<String>>> schemas = new TreeMap<>();
    try (ResultSet columns = metadata.getColumns(null, null, "%", "%")) {
      while (columns.next()) {
        schemas
            .computeIfAbsent(columns.getString("TABLE_SCHEM"), s -> new TreeMap<>())
            .computeIfAbsent(columns.getString("TABLE_NAME"), t -> new ArrayList<>())
            .add(columns.getString("COLUMN_NAME"));
      }
    }
    SortedSet<String> keywords = new TreeSet<>(NONE.keywords());
    for (String word : metadata.getSQLKeywords().split(",", -1)) {
      keywords.add(word.strip().toUpperCase(Locale.ROOT));
    }
    keywords.remove("");
    return new SchemaNames(schemas, new TreeSet<>(functions(connection, "%")), keywords);
  }

  static List<String> functions(Connection connection, String pattern) throws SQLException {
    SortedSet<String> names = new TreeSet<>();
    try (ResultSet functions = connection.getMetaData().getFunctions(null, null, pattern)) {
      while (functions.next()) {
        names.add(functions.getString("FUNCTION_NAME"));
      }
    }
    return List.copyOf(names);
  }
}
