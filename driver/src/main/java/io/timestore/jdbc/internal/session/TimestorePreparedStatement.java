package io.timestore.jdbc.internal.session;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.InsertPlan;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.result.ResultSetKind;
import io.timestore.jdbc.internal.result.TimestoreResultSetMetaData;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.text.SqlScript;
import io.timestore.jdbc.internal.text.StatementErrors;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Statements with {@code ?}. A query's plan is made when it runs, so it never reads an old schema.
 */
final class TimestorePreparedStatement extends ParameterSetters {
  private static final Object UNSET = new Object();

  private final String sql;
  private final List<SqlPart> parts;
  private final @Nullable Object[] values;
  private @Nullable InsertPlan insert;
  private @Nullable PendingInserts batch;
  private final List<Integer> batchCounts = new ArrayList<>();

  TimestorePreparedStatement(TimestoreConnection connection, String sql, ResultSetKind kind)
      throws SQLException {
    super(connection, kind);
    this.sql = sql;
    this.parts = SqlScript.parse(sql, true, connection.quoting());
    this.values = new Object[parts.stream().mapToInt(SqlPart::parameters).sum()];
    Arrays.fill(values, UNSET);
  }

  @Override
  void set(int index, @Nullable Object value) throws SQLException {
    checkOpen();
    if (index < 1 || index > values.length) {
      throw SqlErrors.badArgument(
          "there is no parameter "
              + index
              + "; the statement has "
              + values.length
              + ", counted from 1");
    }
    values[index - 1] = value;
  }

  private List<@Nullable Object> parameters() throws SQLException {
    checkOpen();
    List<@Nullable Object> list = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNSET) {
        throw SqlErrors.badArgument("parameter " + (i + 1) + " has no value");
      }
      list.add(values[i]);
    }
    return list;
  }

  private boolean isInsert() {
    return parts.size() == 1 && parts.get(0).kind() == SqlPart.Kind.INSERT;
  }

  private InsertPlan insertPlan() throws SQLException {
    InsertPlan known = insert;
    if (known == null) {
      TimestoreConnection connection = timestore();
      known = InsertPlan.of(parts.get(0), connection.engine(), connection.getSchema());
      insert = known;
    }
    return known;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rowsOf(runAll(parts, parameters()));
  }

  @Override
  public boolean execute() throws SQLException {
    return runAll(parts, parameters());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return countOf(runAll(parts, parameters()));
  }

  @Override
  public void addBatch() throws SQLException {
    List<@Nullable Object> row = parameters();
    if (!isInsert()) {
      throw SqlErrors.unsupported("a batch of " + parts.get(0).word() + ", anything but INSERT,");
    }
    PendingInserts rows = batch;
    if (rows == null) {
      rows = timestore().newBatch();
      batch = rows;
    }
    batchCounts.add(insertPlan().addTo(rows, row));
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch = null;
    batchCounts.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    long[] counts = batchCounts.stream().mapToLong(Integer::longValue).toArray();
    PendingInserts rows = batch;
    clearBatch();
    if (rows != null) {
      try {
        store(rows);
      } catch (SQLException e) {
        throw StatementBatch.failure(e, counts.length);
      }
    }
    return counts;
  }

  private @Nullable SqlPart firstQuery() {
    return parts.stream().filter(p -> p.kind() == SqlPart.Kind.QUERY).findFirst().orElse(null);
  }

  private CompiledPlan plan(SqlPart query) throws SQLException {
    TimestoreConnection connection = timestore();
    String schema = connection.getSchema();
    try {
      return connection.engine().prepare(query.text(), schema);
    } catch (TimestoreException e) {
      throw StatementErrors.of(e, query);
    }
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    SqlPart query = firstQuery();
    return query == null ? null : new TimestoreResultSetMetaData(plan(query).columns());
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    if (isInsert()) {
      List<StatementParameter> parameters = new ArrayList<>();
      for (RelDataType type : insertPlan().parameterTypes()) {
        parameters.add(new StatementParameter(parameters.size(), type, false));
      }
      return new TimestoreParameterMetaData(parameters);
    }
    SqlPart query = firstQuery();
    return new TimestoreParameterMetaData(query == null ? List.of() : plan(query).parameters());
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    Arrays.fill(values, UNSET);
  }

  @Override
  public String toString() {
    return sql;
  }
}
