package io.timestore.calcite.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param schema the session's schema, null for none
 * @param parameters values of {@code ?} in order: Boolean, Number, String, UUID, LocalDate,
 *     LocalDateTime (UTC), {@link ArrayParameter} of such, or null
 * @param control ends it early
 * @param maxRows most rows to answer, 0 for all
 * @param options what of the tables is read, and how
 * @param user the session's user, null for one without a name
 */
public record QueryRequest(
    String sql,
    @Nullable String schema,
    List<@Nullable Object> parameters,
    StatementControl control,
    long maxRows,
    ReadOptions options,
    @Nullable String user) {
  public QueryRequest {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** A statement of a session whose user has no name. */
  public QueryRequest(
      String sql,
      @Nullable String schema,
      List<@Nullable Object> parameters,
      StatementControl control,
      long maxRows,
      ReadOptions options) {
    this(sql, schema, parameters, control, maxRows, options, null);
  }

  /** A statement that nobody cancels but by its id. */
  public QueryRequest(
      String sql,
      @Nullable String schema,
      List<@Nullable Object> parameters,
      String queryId,
      @Nullable Duration timeout,
      long maxRows,
      ReadOptions options) {
    this(sql, schema, parameters, new StatementControl(queryId, timeout), maxRows, options);
  }

  public String queryId() {
    return control.queryId();
  }

  /** What is left of the longest time until the answer's end, null for the server's limit. */
  @Nullable
  public Duration timeout() {
    return control.remaining();
  }

  public QueryRequest withSql(String other) {
    return new QueryRequest(other, schema, parameters, control, maxRows, options, user);
  }

  /** The request of a part of the statement, all of whose rows are needed. */
  public QueryRequest asPart(String id) {
    return new QueryRequest(sql, schema, parameters, control.under(id), 0, options, user);
  }

  /** The same request with other values of parameters. */
  public QueryRequest with(List<@Nullable Object> values) {
    return values == parameters
        ? this
        : new QueryRequest(sql, schema, values, control, maxRows, options, user);
  }
}
