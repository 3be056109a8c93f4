package io.timestore.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a statement and reads its whole answer as a caller does, each column by its getter. */
final class RowReader {
  private final Statement statement;
  private final String sql;
  private final char[] kinds;
  private long seen;

  RowReader(Statement statement, String sql, String kinds) {
    this.statement = statement;
    this.sql = sql;
    this.kinds = kinds.toCharArray();
  }

  /** Answers the number of rows. */
  long run() throws SQLException {
    long rows = 0;
    long sum = 0;
    try (ResultSet answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        for (int i = 0; i < kinds.length; i++) {
          sum += read(answer, i + 1, kinds[i]);
        }
        rows++;
      }
    }
    seen += sum;
    return rows;
  }

  private static long read(ResultSet answer, int column, char kind) throws SQLException {
    return switch (kind) {
      case 'l' -> answer.getLong(column);
      case 'd' -> (long) answer.getDouble(column);
      case 's' -> hash(answer.getString(column));
      case 't' -> hash(answer.getTimestamp(column));
      case 'o' -> hash(answer.getObject(column));
      default -> throw new IllegalArgumentException("column kind " + kind);
    };
  }

  private static long hash(Object value) {
    return value == null ? 0 : value.hashCode();
  }

  /** What was read, so that reading cannot be left out. */
  long seen() {
    return seen;
  }
}
