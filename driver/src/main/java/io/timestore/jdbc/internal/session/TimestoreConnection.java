package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.IngestClient;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.metadata.TimestoreDatabaseMetaData;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.text.Quoting;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.ConnectionUrl;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session. Statements of one connection may run in several threads. */
public final class TimestoreConnection extends BaseConnection {
  private static final int BYTES_PER_MB = 1 << 20;

  private final ConnectionUrl url;
  private final SharedEngines.Lease lease;
  private final SessionSettings settings;
  private final IngestClient ingest;
  private final Transaction transaction;
  private final Set<TimestoreStatement> statements = ConcurrentHashMap.newKeySet();
  private final Quoting quoting;
  private final long batchBufferMb;
  private final long scrollBufferMb;
  private volatile @Nullable String schema;
  private volatile @Nullable SQLWarning warnings;
  private volatile boolean closed;
  private volatile boolean readOnly;
  private volatile int networkTimeout;
  private volatile int holdability = ResultSet.HOLD_CURSORS_OVER_COMMIT;

  public TimestoreConnection(ConnectionUrl url, SharedEngines.Lease lease, SessionSettings settings)
      throws SQLException {
    this.url = url;
    this.lease = lease;
    this.settings = settings;
    this.ingest = new IngestClient(url, () -> networkTimeout);
    this.quoting = Quoting.of(String.valueOf(url.text(ConnectionProperty.QUOTING)));
    this.batchBufferMb = url.number(ConnectionProperty.BATCH_BUFFER_MB);
    this.scrollBufferMb = url.number(ConnectionProperty.SCROLL_BUFFER_MB);
    this.transaction = new Transaction(newBatch());
    this.schema = url.dataset();
    if (!url.ignored().isEmpty()) {
      addWarning(
          new SQLWarning(
              "properties that the timestore driver does not know were ignored: "
                  + String.join(", ", url.ignored()),
              "01000"));
    }
  }

  public QueryEngine engine() throws SQLException {
    checkOpen();
    return lease.engine();
  }

  public ConnectionUrl url() {
    return url;
  }

  @Override
  SessionSettings settings() {
    return settings;
  }

  @Override
  public Quoting quoting() {
    return quoting;
  }

  Transaction transaction() {
    return transaction;
  }

  long scrollBufferBytes() {
    return scrollBufferMb * BYTES_PER_MB;
  }

  /** What a statement reads that starts now. */
  ReadOptions reading() throws SQLException {
    return transaction.reading(engine(), settings.readOptions());
  }

  PendingInserts newBatch() {
    return new PendingInserts(batchBufferMb);
  }

  /** Sends rows now, or keeps them for commit and answers nothing. */
  List<IngestAcknowledgement> store(PendingInserts rows) throws SQLException {
    checkOpen();
    if (readOnly) {
      throw new SQLException("the connection is read only; INSERT is refused", "25006");
    }
    if (transaction.autoCommit()) {
      return rows.send(ingest);
    }
    transaction.pending().takeOver(rows);
    return List.of();
  }

  void forget(TimestoreStatement statement) {
    statements.remove(statement);
  }

  /** Statements that are open. */
  public int openStatements() {
    return statements.size();
  }

  @Override
  void checkOpen() throws SQLException {
    if (closed) {
      throw new SQLNonTransientConnectionException("the connection is closed", "08003");
    }
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    checkOpen();
    TimestoreStatement statement =
        new TimestoreStatement(this, ResultSetKind.of(type, concurrency, holdability));
    statements.add(statement);
    return statement;
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkOpen();
    TimestorePreparedStatement statement =
        new TimestorePreparedStatement(this, sql, ResultSetKind.of(type, concurrency, holdability));
    statements.add(statement);
    return statement;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    checkOpen();
    if (autoCommit && !transaction.autoCommit()) {
      commit();
    }
    transaction.setAutoCommit(autoCommit);
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return transaction.autoCommit();
  }

  @Override
  public void commit() throws SQLException {
    checkTransaction("commit");
    transaction.commit(ingest);
    tellStatements();
  }

  @Override
  public void rollback() throws SQLException {
    checkTransaction("roll back");
    transaction.rollback();
    tellStatements();
  }

  private void tellStatements() throws SQLException {
    for (TimestoreStatement statement : Set.copyOf(statements)) {
      statement.transactionEnded();
    }
  }

  private void checkTransaction(String what) throws SQLException {
    checkOpen();
    if (transaction.autoCommit()) {
      throw new SQLException("cannot " + what + " while autoCommit is on", "25P01");
    }
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    checkOpen();
    return transaction.setSavepoint(null);
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    checkOpen();
    return transaction.setSavepoint(name);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    checkTransaction("roll back to a savepoint");
    transaction.rollbackTo(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    checkTransaction("release a savepoint");
    transaction.release(savepoint);
  }

  /** Rows that were not committed are dropped. */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    transaction.rollback();
    try {
      for (TimestoreStatement statement : Set.copyOf(statements)) {
        statement.close();
      }
    } finally {
      lease.close();
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw SqlErrors.badArgument("abort needs an executor");
    }
    if (closed) {
      return;
    }
    executor.execute(() -> ConnectionProbe.abort(this, Set.copyOf(statements)));
  }

  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    ArgumentCheck.notNegative(timeoutSeconds, "time-out");
    return !closed && ConnectionProbe.answers(this, timeoutSeconds);
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new TimestoreDatabaseMetaData(this);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
    if (readOnly != this.readOnly && transaction.isOpen()) {
      throw new SQLException("setReadOnly cannot be called within a transaction", "25001");
    }
    this.readOnly = readOnly;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly;
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
    this.schema = schema == null || schema.isEmpty() ? null : schema;
  }

  @Override
  public @Nullable String getSchema() throws SQLException {
    checkOpen();
    return schema;
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    this.holdability = ResultSetKind.checkedHoldability(holdability);
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return holdability;
  }

  @Override
  synchronized void addWarning(SQLWarning warning) {
    SQLWarning first = warnings;
    if (first == null) {
      warnings = warning;
    } else {
      first.setNextWarning(warning);
    }
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.unsupported("Connection.setTypeMap with types");
    }
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int milliseconds) throws SQLException {
    checkOpen();
    networkTimeout = (int) ArgumentCheck.notNegative(milliseconds, "network time-out");
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return networkTimeout;
  }

  /** Runs work against the stores and turns its failures into SQLExceptions. */
  public static <T> T translating(Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  /** Work that may fail as the core does. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }
}
