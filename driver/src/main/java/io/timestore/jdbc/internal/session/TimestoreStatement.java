package io.timestore.jdbc.internal.session;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.Provenance;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.result.BlockRows;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.result.RowSource;
import io.timestore.jdbc.internal.result.ScrollableBlocks;
import io.timestore.jdbc.internal.result.TimestoreResultSet;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.text.SqlScript;
import io.timestore.jdbc.internal.text.StatementErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements; the results of one text are open at a time. For one thread, but for {@link
 * #cancel} and {@link #close}.
 */
public class TimestoreStatement extends ConfiguredStatement {
  private final TimestoreConnection connection;
  private final List<StatementResult> results = new ArrayList<>();
  private final List<SqlPart> batch = new ArrayList<>();
  private volatile @Nullable RunningQuery running;
  private volatile boolean closed;
  private int current;
  private @Nullable QueryAnswer answer;
  private @Nullable IngestAcknowledgement acknowledgement;
  private @Nullable SQLWarning warnings;
  private boolean closeOnCompletion;

  TimestoreStatement(TimestoreConnection connection, ResultSetKind kind) {
    super(kind);
    this.connection = connection;
  }

  final TimestoreConnection timestore() throws SQLException {
    checkOpen();
    return connection;
  }

  @Override
  final void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("statement");
    }
  }

  /** Runs all statements of a text; answers whether the first one has rows. */
  final boolean runAll(List<SqlPart> parts, List<@Nullable Object> parameters) throws SQLException {
    checkOpen();
    closeResults();
    warnings = null;
    int from = 0;
    try {
      for (SqlPart part : parts) {
        int to = from + part.parameters();
        results.add(run(part, parameters.subList(from, to)));
        from = to;
      }
    } catch (SQLException e) {
      closeResults();
      throw e;
    }
    return results.get(0).rows() != null;
  }

  private StatementResult run(SqlPart part, List<@Nullable Object> parameters) throws SQLException {
    return switch (part.kind()) {
      case QUERY -> StatementResult.ofRows(query(part, parameters));
      case INSERT -> StatementResult.ofCount(insert(part, parameters));
      case SESSION -> session(part.text());
      case REFUSED -> throw BaseStatement.changes(part.word());
    };
  }

  private StatementResult session(String text) throws SQLException {
    ResultSet rows = SessionStatement.run(connection, text);
    if (rows instanceof TimestoreResultSet own) {
      return StatementResult.ofRows(own);
    }
    return StatementResult.ofCount(0);
  }

  private TimestoreResultSet query(SqlPart part, List<@Nullable Object> parameters)
      throws SQLException {
    RunningQuery query = new RunningQuery(timeout());
    running = query;
    try {
      QueryAnswer open =
          connection
              .engine()
              .execute(
                  new QueryRequest(
                      part.text(),
                      connection.getSchema(),
                      parameters,
                      query.control(),
                      getLargeMaxRows(),
                      connection.reading()));
      TimestoreResultSet rows = openRows(open);
      if (query.control().isCanceled()) {
        rows.close();
        query.control().check();
      }
      answer = open;
      if (connection.settings().provenanceWarnings()) {
        addWarning(Provenance.of(open.provenance()).warning());
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
      long maxRows = getLargeMaxRows();
      RowSource rows =
          kind().scrolls()
              ? new ScrollableBlocks(open, maxRows, connection.scrollBufferBytes())
              : new BlockRows(open, maxRows);
      TimestoreResultSet result =
          new TimestoreResultSet(open.columns(), rows, this, getMaxFieldSize());
      result.setFetchSize(getFetchSize());
      return result;
    } catch (TimestoreException e) {
      open.close();
      throw e;
    }
  }

  private @Nullable Duration timeout() throws SQLException {
    long millis = connection.settings().queryTimeoutMillis();
    if (getQueryTimeout() > 0) {
      millis = getQueryTimeout() * 1_000L;
    }
    int network = connection.getNetworkTimeout();
    if (network > 0) {
      millis = millis == 0 ? network : Math.min(millis, network);
    }
    return millis > 0 ? Duration.ofMillis(millis) : null;
  }

  private long insert(SqlPart part, List<@Nullable Object> parameters) throws SQLException {
    PendingInserts rows = connection.newBatch();
    int count =
        InsertPlan.of(part, connection.engine(), connection.getSchema()).addTo(rows, parameters);
    store(rows);
    return count;
  }

  /** Sends rows, or leaves them to the transaction. */
  final void store(PendingInserts rows) throws SQLException {
    List<IngestAcknowledgement> acknowledged = connection.store(rows);
    if (!acknowledged.isEmpty()) {
      acknowledgement = acknowledged.get(acknowledged.size() - 1);
    }
  }

  /** Told by a result set that it was closed. */
  public final void answerClosed() throws SQLException {
    boolean allClosed = true;
    for (StatementResult result : results) {
      allClosed &= result.rows() == null || result.rows().isClosed();
    }
    if (allClosed) {
      running = null;
      if (closeOnCompletion && !closed) {
        close();
      }
    }
  }

  /** Told that the transaction ended. */
  final void transactionEnded() throws SQLException {
    if (kind().holdability() == ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      closeResults();
    }
  }

  private void closeResults() throws SQLException {
    List<StatementResult> open = List.copyOf(results);
    results.clear();
    current = 0;
    for (StatementResult result : open) {
      result.close();
    }
  }

  final void addWarning(SQLWarning warning) {
    if (warnings == null) {
      warnings = warning;
    } else {
      warnings.setNextWarning(warning);
    }
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    checkOpen();
    return rowsOf(runAll(SqlScript.parse(sql, escapes(), connection.quoting()), List.of()));
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
    return runAll(SqlScript.parse(sql, escapes(), connection.quoting()), List.of());
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    checkOpen();
    return countOf(runAll(SqlScript.parse(sql, escapes(), connection.quoting()), List.of()));
  }

  final long countOf(boolean hasRows) throws SQLException {
    if (hasRows) {
      closeResults();
      throw new SQLException("the statement has rows; call executeQuery or execute", "0100E");
    }
    return getLargeUpdateCount();
  }

  private @Nullable StatementResult result() throws SQLException {
    checkOpen();
    return current < results.size() ? results.get(current) : null;
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
    int closeFrom = what == CLOSE_ALL_RESULTS ? 0 : what == CLOSE_CURRENT_RESULT ? current : -1;
    int last = Math.min(current, results.size() - 1);
    current++;
    for (int i = closeFrom; i >= 0 && i <= last; i++) {
      results.get(i).close();
    }
    return !closed && getResultSet() != null;
  }

  @Override
  public void cancel() throws SQLException {
    checkOpen();
    RunningQuery query = running;
    if (query != null) {
      query.cancel(connection.engine());
    }
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      connection.forget(this);
      closeResults();
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
  public void addBatch(String sql) throws SQLException {
    checkOpen();
    batch.addAll(SqlScript.parse(sql, escapes(), connection.quoting()));
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<SqlPart> statements = List.copyOf(batch);
    batch.clear();
    closeResults();
    return StatementBatch.run(this, connection, statements);
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
  public Connection getConnection() throws SQLException {
    return timestore();
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
}
