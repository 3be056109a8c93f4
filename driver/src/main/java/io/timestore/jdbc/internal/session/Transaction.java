package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.model.WatermarkVector;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.IngestClient;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a connection. Without autoCommit the first statement captures where all tables
 * stand, and every statement reads there until commit or rollback: REPEATABLE READ. Rows that are
 * inserted wait here and are sent at commit, so a rollback leaves none behind. Thread-safe.
 */
final class Transaction {
  private final PendingInserts pending;
  private final List<TimestoreSavepoint> savepoints = new ArrayList<>();
  private boolean autoCommit = true;
  private @Nullable WatermarkVector point;
  private int savepointsMade;

  Transaction(PendingInserts pending) {
    this.pending = pending;
  }

  synchronized boolean autoCommit() {
    return autoCommit;
  }

  synchronized void setAutoCommit(boolean on) {
    autoCommit = on;
  }

  /** Whether a statement ran since the last commit or rollback. */
  synchronized boolean isOpen() {
    return !autoCommit && (point != null || !pending.isEmpty() || !savepoints.isEmpty());
  }

  PendingInserts pending() {
    return pending;
  }

  /** What a statement of this transaction reads. A point that was asked for by asOf stays. */
  synchronized ReadOptions reading(QueryEngine engine, ReadOptions asked) throws SQLException {
    if (autoCommit || asked.asOf() != null) {
      return asked;
    }
    WatermarkVector captured = point;
    if (captured == null) {
      captured = SqlErrors.translating(() -> engine.now(asked.freshness()));
      point = captured;
    }
    return asked.withHistory(captured);
  }

  /**
   * Sends what waits and ends the transaction; it goes on if that fails, without the savepoints
   * whose rows may have been stored.
   */
  synchronized void commit(IngestClient ingest) throws SQLException {
    PendingInserts.Mark before = pending.mark();
    try {
      pending.send(ingest);
    } catch (SQLException e) {
      if (!pending.mark().equals(before)) {
        savepoints.clear();
      }
      throw e;
    }
    end();
  }

  synchronized void rollback() {
    pending.clear();
    end();
  }

  private void end() {
    point = null;
    savepoints.clear();
  }

  synchronized Savepoint setSavepoint(@Nullable String name) throws SQLException {
    if (autoCommit) {
      throw new SQLException("a savepoint needs a transaction: autoCommit is on", "25P01");
    }
    TimestoreSavepoint savepoint = new TimestoreSavepoint(++savepointsMade, name, pending.mark());
    savepoints.add(savepoint);
    return savepoint;
  }

  synchronized Savepoint savepoint(String name) throws SQLException {
    for (int i = savepoints.size() - 1; i >= 0; i--) {
      if (savepoints.get(i).isNamed(name)) {
        return savepoints.get(i);
      }
    }
    throw invalid("'" + name + "'");
  }

  synchronized void rollbackTo(Savepoint savepoint) throws SQLException {
    int index = indexOf(savepoint);
    pending.backTo(savepoints.get(index).mark());
    savepoints.subList(index + 1, savepoints.size()).clear();
  }

  synchronized void release(Savepoint savepoint) throws SQLException {
    int index = indexOf(savepoint);
    savepoints.subList(index, savepoints.size()).clear();
  }

  private int indexOf(@Nullable Savepoint savepoint) throws SQLException {
    for (int i = 0; i < savepoints.size(); i++) {
      if (savepoints.get(i) == savepoint) {
        return i;
      }
    }
    throw invalid("");
  }

  private static SQLException invalid(String name) {
    return new SQLException(
        "the savepoint " + name + " does not belong to this transaction, or was released", "3B001");
  }
}
