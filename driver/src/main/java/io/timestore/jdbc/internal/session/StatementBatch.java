package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.text.SqlPart;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a batch of INSERTs: their rows go out together, one request for each table, so either all
 * rows of a table are stored or none. Stateless.
 */
final class StatementBatch {
  private StatementBatch() {}

  static long[] run(
      TimestoreStatement statement, TimestoreConnection connection, List<SqlPart> parts)
      throws SQLException {
    PendingInserts rows = connection.newBatch();
    long[] counts = new long[parts.size()];
    try {
      for (int i = 0; i < counts.length; i++) {
        SqlPart part = parts.get(i);
        if (part.kind() != SqlPart.Kind.INSERT) {
          throw SqlErrors.unsupported("a batch with " + part.word() + ", anything but INSERT,");
        }
        counts[i] =
            InsertPlan.of(part, connection.engine(), connection.getSchema()).addTo(rows, List.of());
      }
      statement.store(rows);
    } catch (SQLException e) {
      throw failure(e, counts.length);
    }
    return counts;
  }

  static BatchUpdateException failure(SQLException e, int statements) {
    long[] failed = new long[statements];
    Arrays.fill(failed, Statement.EXECUTE_FAILED);
    BatchUpdateException failure =
        new BatchUpdateException(
            "none of the batch's statements is known to have been stored: " + e.getMessage(),
            e.getSQLState(),
            e.getErrorCode(),
            failed,
            e);
    failure.setNextException(e);
    return failure;
  }

  static int[] narrow(long[] counts) {
    int[] narrow = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      narrow[i] = (int) counts[i];
    }
    return narrow;
  }
}
