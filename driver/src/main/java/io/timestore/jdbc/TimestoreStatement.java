package io.timestore.jdbc;

import io.timestore.calcite.execute.QueryAnswer;
import io.timestore.calcite.execute.QueryRequest;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries; one answer is open at a time. For one thread, but for {@link #cancel} and {@link
 * #close}.
 */
class TimestoreStatement extends BaseStatement {
  private final TimestoreConnection connection;
  private volatile @Nullable String runningId;
  private volatile boolean canceled;
  private volatile boolean closed;
  private @Nullable TimestoreResultSet result;
  private @Nullable QueryAnswer answer;
  private long maxRows;
  private int maxFieldSize;
  private int queryTimeoutSeconds;
  private int fetchSize;
  private boolean poolable;
  private boolean closeOnCompletion;

  TimestoreStatement(TimestoreConnection connection) {
    this.connection = connection;
  }

  final TimestoreConnection timestore() throws SQLException {
    checkOpen();
    return connection;
  }

  final void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("statement");
    }
  }

  /** Runs a query with values for its parameters. */
  final ResultSet run(String sql, List<@Nullable Object> parameters) throws SQLException {
    checkOpen();
    closeResult();
    canceled = false;
    String id = UUID.randomUUID().toString();
    runningId = id;
    QueryRequest request =
        new QueryRequest(
            sql,
            connection.getSchema(),
            parameters,
            id,
            timeout(),
            maxRows,
            connection.readOptions());
    try {
      QueryAnswer open = connection.engine().execute(request);
      answer = open;
      TimestoreResultSet rows = openRows(open);
      result = rows;
      if (canceled) {
        throw new TimestoreException(ErrorCode.CANCELED, "the statement was canceled");
      }
      return rows;
    } catch (TimestoreException e) {
      runningId = null;
      throw SqlErrors.of(e);
    }
  }

  private TimestoreResultSet openRows(QueryAnswer open) {
    try {
      return new TimestoreResultSet(open.columns(), new BlockRows(open, maxRows), this);
    } catch (TimestoreException e) {
      open.close();
      throw e;
    }
  }

  private @Nullable Duration timeout() {
    if (queryTimeoutSeconds > 0) {
      return Duration.ofSeconds(queryTimeoutSeconds);
    }
    long millis = connection.queryTimeoutMillis();
    return millis > 0 ? Duration.ofMillis(millis) : null;
  }

  /** Told by a result set that it was closed. */
  final void answerClosed(TimestoreResultSet which) throws SQLException {
    if (which == result) {
      runningId = null;
      if (closeOnCompletion) {
        close();
      }
    }
  }

  private void closeResult() throws SQLException {
    TimestoreResultSet open = result;
    result = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return run(sql, List.of());
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    run(sql, List.of());
    return true;
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    return result;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    checkOpen();
    return -1;
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    checkOpen();
    closeResult();
    return false;
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    checkOpen();
    if (current != KEEP_CURRENT_RESULT) {
      closeResult();
    }
    result = null;
    return false;
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    canceled = true;
    String id = runningId;
    if (id != null) {
      connection.engine().kill(id);
    }
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      closeResult();
      connection.forget(this);
    }
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
    maxRows = notNegative(max, "maximum of rows");
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return maxFieldSize;
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    checkOpen();
    maxFieldSize = (int) notNegative(max, "maximum field size");
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return queryTimeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    queryTimeoutSeconds = (int) notNegative(seconds, "query time-out");
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    fetchSize = (int) notNegative(rows, "fetch size");
  }

  private static long notNegative(long value, String what) throws SQLException {
    if (value < 0) {
      throw SqlErrors.badArgument("the " + what + " " + value + " must be 0 or more");
    }
    return value;
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
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
  public Connection getConnection() throws SQLException {
    return timestore();
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

  /** Gives the {@link Provenance} of the last answer, too. */
  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type != Provenance.class) {
      return Unwrapping.unwrap(this, type);
    }
    QueryAnswer last = answer;
    if (last == null) {
      throw SqlErrors.badArgument("the statement has not run yet, so it has no provenance");
    }
    return type.cast(Provenance.of(last.provenance()));
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this) || type == Provenance.class;
  }
}
