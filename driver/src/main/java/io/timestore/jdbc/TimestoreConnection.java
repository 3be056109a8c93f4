package io.timestore.jdbc;

import io.timestore.calcite.execute.QueryEngine;
import io.timestore.calcite.execute.ReadOptions;
import io.timestore.core.error.TimestoreException;
import java.sql.ClientInfoStatus;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session. Statements of one connection may run in several threads. Rows are only read, so a
 * transaction has nothing to undo.
 */
final class TimestoreConnection extends BaseConnection {
  private final ConnectionUrl url;
  private final SharedEngines.Lease lease;
  private final long queryTimeoutMillis;
  private final ReadOptions readOptions;
  private final Set<TimestoreStatement> statements = ConcurrentHashMap.newKeySet();
  private final Properties clientInfo = new Properties();
  private volatile @Nullable String schema;
  private volatile boolean closed;
  private boolean autoCommit = true;
  private boolean readOnly;
  private int networkTimeout;

  TimestoreConnection(
      ConnectionUrl url,
      SharedEngines.Lease lease,
      long queryTimeoutMillis,
      ReadOptions readOptions) {
    this.url = url;
    this.lease = lease;
    this.queryTimeoutMillis = queryTimeoutMillis;
    this.readOptions = readOptions;
    this.schema = url.dataset();
  }

  QueryEngine engine() throws SQLException {
    checkOpen();
    return lease.engine();
  }

  ConnectionUrl url() {
    return url;
  }

  long queryTimeoutMillis() {
    return queryTimeoutMillis;
  }

  /** What this connection reads of tables, and how. */
  ReadOptions readOptions() {
    return readOptions;
  }

  void forget(TimestoreStatement statement) {
    statements.remove(statement);
  }

  private void checkOpen() throws SQLException {
    if (closed) {
      throw new SQLException("the connection is closed", "08003");
    }
  }

  @Override
  public Statement createStatement() throws SQLException {
    checkOpen();
    TimestoreStatement statement = new TimestoreStatement(this);
    statements.add(statement);
    return statement;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    checkOpen();
    TimestorePreparedStatement statement = new TimestorePreparedStatement(this, sql);
    statements.add(statement);
    return statement;
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    return sql;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    checkOpen();
    this.autoCommit = autoCommit;
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return autoCommit;
  }

  @Override
  public void commit() throws SQLException {
    endTransaction("commit");
  }

  @Override
  public void rollback() throws SQLException {
    endTransaction("roll back");
  }

  private void endTransaction(String what) throws SQLException {
    checkOpen();
    if (autoCommit) {
      throw new SQLException("cannot " + what + " while autoCommit is on", "25000");
    }
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    for (TimestoreStatement statement : Set.copyOf(statements)) {
      statement.close();
    }
    lease.close();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    for (TimestoreStatement statement : Set.copyOf(statements)) {
      statement.cancel();
    }
    executor.execute(
        () -> {
          closed = true;
          lease.close();
        });
  }

  @Override
  public boolean isValid(int timeoutSeconds) throws SQLException {
    if (timeoutSeconds < 0) {
      throw SqlErrors.badArgument("the time-out " + timeoutSeconds + " must be 0 or more");
    }
    if (closed) {
      return false;
    }
    try (Statement probe = createStatement()) {
      probe.setQueryTimeout(timeoutSeconds);
      try (ResultSet answer = probe.executeQuery("SELECT 1")) {
        return answer.next();
      }
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new TimestoreDatabaseMetaData(this);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
    this.readOnly = readOnly;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly;
  }

  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
    this.schema = schema;
  }

  @Override
  public @Nullable String getSchema() throws SQLException {
    checkOpen();
    return schema;
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    checkOpen();
    if (level != TRANSACTION_READ_UNCOMMITTED
        && level != TRANSACTION_READ_COMMITTED
        && level != TRANSACTION_REPEATABLE_READ
        && level != TRANSACTION_SERIALIZABLE) {
      throw SqlErrors.badArgument("unknown isolation level " + level);
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return TRANSACTION_READ_COMMITTED;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    if (!map.isEmpty()) {
      throw SqlErrors.unsupported("Connection.setTypeMap");
    }
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (closed) {
      throw new SQLClientInfoException(
          "the connection is closed", "08003", Map.of(name, ClientInfoStatus.REASON_UNKNOWN));
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.getProperty(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(clientInfo);
    return copy;
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    checkOpen();
    if (milliseconds < 0) {
      throw SqlErrors.badArgument("the time-out " + milliseconds + " must be 0 or more");
    }
    networkTimeout = milliseconds;
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return networkTimeout;
  }

  /** Runs work against the stores and turns its failures into SQLExceptions. */
  static <T> T translating(Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  /** Work that may fail as the core does. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }
}
