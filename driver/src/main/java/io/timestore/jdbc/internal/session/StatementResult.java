package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.result.TimestoreResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What one statement left: rows, or a count.
 *
 * @param count rows that were inserted, 0 for statements that change the session, -1 beside rows
 */
record StatementResult(@Nullable TimestoreResultSet rows, long count) {
  static StatementResult ofRows(TimestoreResultSet rows) {
    return new StatementResult(rows, -1);
  }

  static StatementResult ofCount(long count) {
    return new StatementResult(null, count);
  }

  void close() throws SQLException {
    if (rows != null) {
      rows.close();
    }
  }
}
