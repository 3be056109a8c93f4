package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.result.ResultSetKind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What can be set of a statement, and how its result sets are. For one thread. */
public abstract class ConfiguredStatement extends BaseStatement {
  private final ResultSetKind kind;
  private long maxRows;
  private int maxFieldSize;
  private int queryTimeoutSeconds;
  private int fetchSize;
  private int fetchDirection = ResultSet.FETCH_FORWARD;
  private boolean poolable;
  private boolean escapes = true;

  ConfiguredStatement(ResultSetKind kind) {
    this.kind = kind;
  }

  abstract void checkOpen() throws SQLException;

  public final ResultSetKind kind() {
    return kind;
  }

  /** Whether JDBC escapes are translated. */
  final boolean escapes() {
    return escapes;
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

  public static long notNegative(long value, String what) throws SQLException {
    if (value < 0) {
      throw SqlErrors.badArgument("the " + what + " " + value + " must be 0 or more");
    }
    return value;
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
    escapes = enable;
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
