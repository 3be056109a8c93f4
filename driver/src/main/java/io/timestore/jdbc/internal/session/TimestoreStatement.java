package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.Provenance;
import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.metadata.MetaRows;
import io.timestore.jdbc.internal.result.BlockRows;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.result.ResultSetOwner;
import io.timestore.jdbc.internal.result.RowSource;
import io.timestore.jdbc.internal.result.ScrollableBlocks;
import io.timestore.jdbc.internal.result.TimestoreResultSet;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.text.StatementErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements; the results of one text are open at a time. For one thread, but for {@link
 * #cancel} and {@link #close}.
 */
class TimestoreStatement implements Statement, ResultSetOwner {
  private final Session session;
  private final ResultSetKind kind;
  private final StatementResults results = new StatementResults();
  private final StatementBatch batch = new StatementBatch();
  private final Warnings warnings = new Warnings();
  private volatile @Nullable RunningQuery running;
  private volatile boolean closed;
  private @Nullable QueryAnswer answer;
  private @Nullable IngestAcknowledgement acknowledgement;
  private boolean closeOnCompletion;
  private long maxRows;
  private int maxFieldSize;
  private int queryTimeoutSeconds;
  private int fetchSize;
  private int fetchDirection = ResultSet.FETCH_FORWARD;
  private boolean poolable;

  TimestoreStatement(Session session, ResultSetKind kind) {
    this.session = session;
    this.kind = kind;
  }

  final Session session() throws SQLException {
    checkOpen();
    return session;
  }

  final void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("statement");
    }
  }

  /** Runs all statements of a text; answers whether the first one has rows. */
  final boolean runAll(List<SqlPart> parts, List<@Nullable Object> parameters) throws SQLException {
    checkOpen();
    results.clear();
    warnings.clear();
    int from = 0;
    try {
      for (SqlPart part : parts) {
        int to = from + part.parameters();
        results.add(run(part, parameters.subList(from, to)));
        from = to;
      }
    } catch (SQLException e) {
      results.clear();
      throw e;
    }
    return getResultSet() != null;
  }

  private StatementResult run(SqlPart part, List<@Nullable Object> parameters) throws SQLException {
    return switch (part.kind()) {
      case QUERY -> StatementResult.ofRows(query(part, parameters));
      case INSERT -> StatementResult.ofCount(insert(part, parameters));
      case SESSION -> session(part);
      case REFUSED -> throw changes(part.word());
    };
  }

  private StatementResult session(SqlPart part) throws SQLException {
    ResultSet rows = SessionStatement.run(session, plain(part));
    if (rows instanceof TimestoreResultSet own) {
      return StatementResult.ofRows(own);
    }
    return StatementResult.ofCount(0);
  }

  private static String plain(SqlPart part) throws SQLException {
    try {
      return part.statement().withoutComments();
    } catch (TimestoreException e) {
      throw StatementErrors.of(e, part);
    }
  }

  private TimestoreResultSet query(SqlPart part, List<@Nullable Object> parameters)
      throws SQLException {
    QueryEngine engine = session.engine();
    RunningQuery query = new RunningQuery(engine, timeout());
    running = query;
    try {
      checkOpen();
      QueryAnswer open =
          engine.execute(
              new QueryRequest(
                  part.text(),
                  session.connection().getSchema(),
                  parameters,
                  query.control(),
                  maxRows,
                  session.reading(),
                  session.userName()));
      TimestoreResultSet rows = openRows(open);
      if (query.control().isCanceled()) {
        rows.close();
        query.control().check();
      }
      answer = open;
      if (session.settings().provenanceWarnings()) {
        warnings.add(Provenance.of(open.provenance()).warning());
      }
      return rows;
    } catch (TimestoreException e) {
      running = null;
      throw StatementErrors.of(e, part);
    } finally {
      query.answered();
    }
  }

  private TimestoreResultSet openRows(QueryAnswer open) throws SQLException {
    try {
      RowSource rows =
          kind.scrolls()
              ? new ScrollableBlocks(open, maxRows, session.scrollBufferBytes())
              : new BlockRows(open, maxRows);
      TimestoreResultSet result = new TimestoreResultSet(open.columns(), rows, this, maxFieldSize);
      result.setFetchSize(fetchSize);
      return result;
    } catch (TimestoreException e) {
      open.close();
      throw e;
    }
  }

  private @Nullable Duration timeout() throws SQLException {
    long millis = session.settings().queryTimeoutMillis();
    if (queryTimeoutSeconds > 0) {
      millis = queryTimeoutSeconds * 1_000L;
    }
    int network = session.connection().getNetworkTimeout();
    if (network > 0) {
      millis = millis == 0 ? network : Math.min(millis, network);
    }
    return millis > 0 ? Duration.ofMillis(millis) : null;
  }

  private long insert(SqlPart part, List<@Nullable Object> parameters) throws SQLException {
    PendingInserts rows = session.newBatch();
    int count =
        InsertPlan.of(part, session.engine(), session.connection().getSchema())
            .addTo(rows, parameters);
    store(rows);
    return count;
  }

  /** Sends rows, or leaves them to the transaction. */
  final void store(PendingInserts rows) throws SQLException {
    List<IngestAcknowledgement> acknowledged = session.store(rows);
    if (!acknowledged.isEmpty()) {
      acknowledgement = acknowledged.get(acknowledged.size() - 1);
    }
  }

  @Override
  public final Statement statement() {
    return this;
  }

  @Override
  public final int holdability() {
    return kind.holdability();
  }

  @Override
  public final void resultSetClosed() throws SQLException {
    if (results.allClosed()) {
      running = null;
      if (closeOnCompletion && !closed) {
        close();
      }
    }
  }

  /** Told that the transaction ended. */
  final void transactionEnded() throws SQLException {
    if (kind.holdability() == ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      results.clear();
    }
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    checkOpen();
    return rowsOf(runAll(SqlPart.parse(sql, session.quoting()), List.of()));
  }

  final ResultSet rowsOf(boolean hasRows) throws SQLException {
    ResultSet rows = hasRows ? getResultSet() : null;
    if (rows == null) {
      throw new SQLException("the statement has no rows; call executeUpdate or execute", "02000");
    }
    return rows;
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    checkOpen();
    return runAll(SqlPart.parse(sql, session.quoting()), List.of());
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    checkOpen();
    return countOf(runAll(SqlPart.parse(sql, session.quoting()), List.of()));
  }

  final long countOf(boolean hasRows) throws SQLException {
    if (hasRows) {
      results.clear();
      throw new SQLException("the statement has rows; call executeQuery or execute", "0100E");
    }
    return getLargeUpdateCount();
  }

  private @Nullable StatementResult result() throws SQLException {
    checkOpen();
    return results.current();
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    StatementResult result = result();
    return result == null ? null : result.rows();
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    StatementResult result = result();
    return result == null ? -1 : result.count();
  }

  @Override
  public boolean getMoreResults(int what) throws SQLException {
    if (what != CLOSE_CURRENT_RESULT && what != KEEP_CURRENT_RESULT && what != CLOSE_ALL_RESULTS) {
      throw SqlErrors.badArgument("unknown argument " + what + " of getMoreResults");
    }
    checkOpen();
    results.advance(what);
    return !closed && getResultSet() != null;
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    RunningQuery query = running;
    if (query != null) {
      query.cancel();
    }
  }

  /** Ends what runs; its thread is told that the statement was canceled. */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    session.forget(this);
    RunningQuery query = running;
    if (query != null && !query.isAnswered()) {
      query.cancel();
    }
    results.end();
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    checkOpen();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return closeOnCompletion;
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    checkOpen();
    batch.add(SqlPart.parse(sql, session.quoting()), session.batchBufferBytes());
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<SqlPart> statements = batch.take();
    results.clear();
    PendingInserts rows = session.newBatch();
    try {
      long[] counts = StatementBatch.addTo(rows, statements, session);
      store(rows);
      return counts;
    } catch (SQLException e) {
      throw StatementBatch.failure(e, statements.size());
    }
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
  public Connection getConnection() throws SQLException {
    checkOpen();
    return session.connection();
  }

  /** Gives the {@link Provenance} of the last answer and the last acknowledgement, too. */
  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    QueryAnswer last = answer;
    if (type == Provenance.class && last != null) {
      return type.cast(Provenance.of(last.provenance()));
    }
    if (type == IngestAcknowledgement.class && acknowledgement != null) {
      return type.cast(acknowledgement);
    }
    if (type == Provenance.class || type == IngestAcknowledgement.class) {
      throw SqlErrors.badArgument(
          "the statement has not run yet, so it has no " + type.getSimpleName());
    }
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this) || type == Provenance.class || type == IngestAcknowledgement.class;
  }

  /** For a statement that would change or remove rows, or tables. */
  static SQLException changes(String word) {
    return SqlErrors.unsupported(
        word
            + " (rows are only ever added, so that answers can be repeated: INSERT a row that"
            + " corrects an older one, or let retention remove it; ingest makes tables and"
            + " columns)");
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return (int) Math.min(executeLargeUpdate(sql), Integer.MAX_VALUE);
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    checkKeys(autoGeneratedKeys);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, int[] columns) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, String[] columns) throws SQLException {
    return executeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    checkKeys(autoGeneratedKeys);
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
    return executeLargeUpdate(sql);
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    checkKeys(autoGeneratedKeys);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, int[] columns) throws SQLException {
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, String[] columns) throws SQLException {
    return execute(sql);
  }

  static void checkKeys(int autoGeneratedKeys) throws SQLException {
    if (autoGeneratedKeys != RETURN_GENERATED_KEYS && autoGeneratedKeys != NO_GENERATED_KEYS) {
      throw SqlErrors.badArgument("unknown argument " + autoGeneratedKeys + " for generated keys");
    }
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return (int) Math.min(getLargeUpdateCount(), Integer.MAX_VALUE);
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return StatementBatch.narrow(executeLargeBatch());
  }

  /** No column of timestore makes values by itself. */
  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    return new MetaRows("GENERATED_KEY").answer();
  }

  @Override
  public void setCursorName(String name) throws SQLException {
    throw SqlErrors.unsupported("Statement.setCursorName");
  }

  @Override
  public int getMaxRows() throws SQLException {
    checkOpen();
    return (int) Math.min(maxRows, Integer.MAX_VALUE);
  }

  @Override
  public void setMaxRows(int max) throws SQLException {
    setLargeMaxRows(max);
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    checkOpen();
    return maxRows;
  }

  @Override
  public void setLargeMaxRows(long max) throws SQLException {
    checkOpen();
    maxRows = ArgumentCheck.notNegative(max, "maximum of rows");
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return maxFieldSize;
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    checkOpen();
    maxFieldSize = (int) ArgumentCheck.notNegative(max, "maximum field size");
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return queryTimeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    queryTimeoutSeconds = (int) ArgumentCheck.notNegative(seconds, "query time-out");
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = (int) ArgumentCheck.notNegative(rows, "fetch size");
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return fetchDirection;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    fetchDirection = ResultSetKind.checkedDirection(direction);
  }

  /** Escapes are part of the driver's SQL: they are always translated. */
  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    checkOpen();
    this.poolable = poolable;
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() throws SQLException {
    checkOpen();
    return kind.type();
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    checkOpen();
    return kind.holdability();
  }
}
