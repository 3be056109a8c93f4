package io.timestore.jdbc.internal.session;

import io.timestore.core.model.ErrorCode;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.text.SqlPart;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * INSERTs that wait for {@code executeBatch}, up to a limit of memory. Their rows go out together,
 * one request for each table, so either all rows of a table are stored or none. For one thread.
 */
final class StatementBatch {
  private static final long BYTES_PER_STATEMENT = 64;
  private static final int BYTES_PER_MB = 1 << 20;

  private final List<SqlPart> waiting = new ArrayList<>();
  private long bytes;

  void add(List<SqlPart> parts, long mostBytes) throws SQLException {
    long more = 0;
    for (SqlPart part : parts) {
      more += BYTES_PER_STATEMENT + (long) Character.BYTES * part.text().length();
    }
    if (bytes + more > mostBytes) {
      throw SqlErrors.of(
          ErrorCode.TOO_LARGE,
          "the statements of the batch take more than batchBufferMb="
              + mostBytes / BYTES_PER_MB
              + " megabytes; run smaller batches, or raise it");
    }
    bytes += more;
    waiting.addAll(parts);
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }

  /** The statements that waited; none waits any more. */
  List<SqlPart> take() {
    List<SqlPart> taken = List.copyOf(waiting);
    clear();
    return taken;
  }

  /** Adds the rows of INSERTs; answers how many each has. */
  static long[] addTo(PendingInserts rows, List<SqlPart> parts, Session session)
      throws SQLException {
    long[] counts = new long[parts.size()];
    for (int i = 0; i < counts.length; i++) {
      SqlPart part = parts.get(i);
      if (part.kind() != SqlPart.Kind.INSERT) {
        throw SqlErrors.unsupported("a batch with " + part.word() + ", anything but INSERT,");
      }
      counts[i] =
          InsertPlan.of(part, session.engine(), session.connection().getSchema())
              .addTo(rows, List.of());
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
