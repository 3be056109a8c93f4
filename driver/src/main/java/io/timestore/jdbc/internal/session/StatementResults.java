package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of a text's statements, one of which is the current one. Thread-safe: a result that
 * comes after the end is closed.
 */
final class StatementResults {
  private final List<StatementResult> results = new ArrayList<>();
  private int current;
  private boolean ended;

  void add(StatementResult result) throws SQLException {
    synchronized (this) {
      if (!ended) {
        results.add(result);
        return;
      }
    }
    result.close();
    throw SqlErrors.closed("statement");
  }

  /** The current result; null behind the last. */
  synchronized @Nullable StatementResult current() {
    return current < results.size() ? results.get(current) : null;
  }

  /** Whether no rows can be read any more. */
  synchronized boolean allClosed() throws SQLException {
    for (StatementResult result : results) {
      if (result.rows() != null && !result.rows().isClosed()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes to the next result.
   *
   * @param closing which results to close, in the numbers of {@link Statement#getMoreResults(int)}
   */
  void advance(int closing) throws SQLException {
    List<StatementResult> done;
    synchronized (this) {
      int behind = Math.min(current + 1, results.size());
      int from =
          switch (closing) {
            case Statement.CLOSE_ALL_RESULTS -> 0;
            case Statement.CLOSE_CURRENT_RESULT -> Math.min(current, behind);
            default -> behind;
          };
      done = List.copyOf(results.subList(from, behind));
      current++;
    }
    close(done);
  }

  /** Closes all, before others come. */
  void clear() throws SQLException {
    List<StatementResult> open;
    synchronized (this) {
      open = List.copyOf(results);
      results.clear();
      current = 0;
    }
    close(open);
  }

  /** Closes all, for good. */
  void end() throws SQLException {
    synchronized (this) {
      ended = true;
    }
    clear();
  }

  private static void close(List<StatementResult> results) throws SQLException {
    for (StatementResult result : results) {
      result.close();
    }
  }
}
