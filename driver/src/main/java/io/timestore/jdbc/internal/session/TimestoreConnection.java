package io.timestore.jdbc.internal.session;

import io.timestore.calcite.parse.JdbcEscapes;
import io.timestore.calcite.parse.QuoteStyle;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.ingest.IngestClient;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.metadata.ClientInfoProperty;
import io.timestore.jdbc.internal.metadata.MetaDataSession;
import io.timestore.jdbc.internal.metadata.TimestoreDatabaseMetaData;
import io.timestore.jdbc.internal.result.ArrayCreation;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.ConnectionUrl;
import io.timestore.jdbc.internal.url.SessionSettings;
import io.timestore.jdbc.internal.value.MemoryBlob;
import io.timestore.jdbc.internal.value.MemoryClob;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session. Statements of one connection may run in several threads. */
public final class TimestoreConnection implements Connection, Session, MetaDataSession {
  private static final int BYTES_PER_MB = 1 << 20;

  private final ConnectionUrl url;
  private final SharedEngines.Lease lease;
  private final SessionSettings settings;
  private final IngestClient ingest;
  private final Transaction transaction;
  private final Set<TimestoreStatement> statements = ConcurrentHashMap.newKeySet();
  private final QuoteStyle quoting;
  private final ClientInfo clientInfo;
  private final Warnings warnings = new Warnings();
  private final long batchBufferMb;
  private final long scrollBufferMb;
  private volatile @Nullable String schema;
  private volatile boolean closed;
  private volatile boolean readOnly;
  private volatile int networkTimeout;
  private volatile int holdability = ResultSet.HOLD_CURSORS_OVER_COMMIT;

  public TimestoreConnection(ConnectionUrl url, SharedEngines.Lease lease, SessionSettings settings)
      throws SQLException {
    this.url = url;
    this.lease = lease;
    this.settings = settings;
    this.clientInfo = new ClientInfo(settings);
    this.ingest = new IngestClient(url, () -> networkTimeout);
    this.quoting = QuoteStyle.of(String.valueOf(url.text(ConnectionProperty.QUOTING)));
    this.batchBufferMb = url.number(ConnectionProperty.BATCH_BUFFER_MB);
    this.scrollBufferMb = url.number(ConnectionProperty.SCROLL_BUFFER_MB);
    this.transaction = new Transaction(newBatch());
    this.schema = url.dataset();
    if (!url.ignored().isEmpty()) {
      warnings.add(
          new SQLWarning(
              "properties that the timestore driver does not know were ignored: "
                  + String.join(", ", url.ignored()),
              "01000"));
    }
  }

  @Override
  public Connection connection() {
    return this;
  }

  @Override
  public QueryEngine engine() throws SQLException {
    checkOpen();
    return lease.engine();
  }

  @Override
  public CatalogSnapshot catalog() throws SQLException {
    return SqlErrors.translating(engine()::catalog);
  }

  @Override
  public String url() {
    return url.shown();
  }

  @Override
  public String userName() {
    return Objects.requireNonNullElse(url.text(ConnectionProperty.USER), "");
  }

  @Override
  public String identifierQuote() {
    return quoting.quote();
  }

  @Override
  public SessionSettings settings() {
    return settings;
  }

  @Override
  public QuoteStyle quoting() {
    return quoting;
  }

  @Override
  public Savepoint savepoint(String name) throws SQLException {
    return transaction.savepoint(name);
  }

  @Override
  public long scrollBufferBytes() {
    return scrollBufferMb * BYTES_PER_MB;
  }

  @Override
  public ReadOptions reading() throws SQLException {
    return transaction.reading(engine(), settings.readOptions());
  }

  @Override
  public long batchBufferBytes() {
    return batchBufferMb * BYTES_PER_MB;
  }

  @Override
  public PendingInserts newBatch() {
    return new PendingInserts(batchBufferMb);
  }

  @Override
  public List<IngestAcknowledgement> store(PendingInserts rows) throws SQLException {
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

  @Override
  public void forget(Statement statement) {
    statements.remove(statement);
  }

  /** Statements that are open. */
  public int openStatements() {
    return statements.size();
  }

  private void checkOpen() throws SQLException {
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
    endTransaction();
  }

  @Override
  public void rollback() throws SQLException {
    checkTransaction("roll back");
    transaction.rollback();
    endTransaction();
  }

  private void endTransaction() throws SQLException {
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
    return !closed && ConnectionProbe.answers(lease.engine(), timeoutSeconds);
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
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings.first();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings.clear();
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

  /** A name that is not known is ignored, with a warning, because tools have names of their own. */
  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    try {
      checkOpen();
      if (ClientInfoProperty.keys().contains(name)) {
        clientInfo.set(name, value);
        return;
      }
      warnings.add(
          new SQLWarning(
              "client info '"
                  + name
                  + "' was ignored; known are "
                  + String.join(", ", ClientInfoProperty.keys()),
              "01000"));
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.of(name, ClientInfoStatus.REASON_UNKNOWN), e);
    }
  }

  @Override
  public void setClientInfo(@Nullable Properties properties) throws SQLClientInfoException {
    Properties wanted = properties == null ? new Properties() : properties;
    for (String name : wanted.stringPropertyNames()) {
      setClientInfo(name, wanted.getProperty(name));
    }
    for (String name : ClientInfoProperty.keys()) {
      if (wanted.getProperty(name) == null) {
        setClientInfo(name, null);
      }
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.get(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    return clientInfo.all();
  }

  @Override
  public Statement createStatement() throws SQLException {
    return createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    return createStatement(type, concurrency, getHoldability());
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    return prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    return prepareStatement(sql, type, concurrency, getHoldability());
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    TimestoreStatement.checkKeys(autoGeneratedKeys);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    try {
      return SqlPart.parse(sql, quoting).stream()
          .map(part -> JdbcEscapes.translated(part.text()))
          .collect(Collectors.joining(";"));
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    }
  }

  /** There are no catalogs: accepted and ignored, as JDBC says. */
  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  /** Every level is accepted; the one in force is the strongest of them that reading needs. */
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
    return TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return Map.of();
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw SqlErrors.unsupported("Connection.prepareCall");
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    throw SqlErrors.unsupported("Connection.prepareCall");
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    throw SqlErrors.unsupported("Connection.prepareCall");
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key) throws SQLException {
    throw SqlErrors.unsupported("Connection.setShardingKey");
  }

  @Override
  public void setShardingKey(@Nullable ShardingKey key, @Nullable ShardingKey superKey)
      throws SQLException {
    throw SqlErrors.unsupported("Connection.setShardingKey");
  }

  @Override
  public boolean setShardingKeyIfValid(@Nullable ShardingKey key, int timeout) throws SQLException {
    throw SqlErrors.unsupported("Connection.setShardingKeyIfValid");
  }

  @Override
  public boolean setShardingKeyIfValid(
      @Nullable ShardingKey key, @Nullable ShardingKey superKey, int timeout) throws SQLException {
    throw SqlErrors.unsupported("Connection.setShardingKeyIfValid");
  }

  @Override
  public Clob createClob() throws SQLException {
    checkOpen();
    return new MemoryClob("");
  }

  @Override
  public Blob createBlob() throws SQLException {
    checkOpen();
    return new MemoryBlob(new byte[0]);
  }

  @Override
  public NClob createNClob() throws SQLException {
    checkOpen();
    return new MemoryClob("");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw SqlErrors.unsupported("Connection.createSQLXML");
  }

  @Override
  public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    checkOpen();
    return ArrayCreation.create(typeName, elements);
  }

  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    throw SqlErrors.unsupported("Connection.createStruct");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
