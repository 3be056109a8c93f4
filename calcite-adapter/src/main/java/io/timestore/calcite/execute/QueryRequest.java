package io.timestore.calcite.execute;

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
 *     LocalDateTime (UTC) or null
 * @param queryId id under which it can be ended
 * @param timeout longest time until the answer's end, null for the server's limit
 * @param maxRows most rows to answer, 0 for all
 * @param options what of the tables is read, and how
 */
public record QueryRequest(
    String sql,
    @Nullable String schema,
    List<@Nullable Object> parameters,
    String queryId,
    @Nullable Duration timeout,
    long maxRows,
    ReadOptions options) {
  public QueryRequest {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  QueryRequest withSql(String other) {
    return new QueryRequest(other, schema, parameters, queryId, timeout, maxRows, options);
  }

  /** The request of a part of the statement, all of whose rows are needed. */
  QueryRequest asPart(String id, @Nullable Duration remaining) {
    return new QueryRequest(sql, schema, parameters, id, remaining, 0, options);
  }

  /** The same request with other values of parameters. */
  QueryRequest with(List<@Nullable Object> values) {
    return values == parameters
        ? this
        : new QueryRequest(sql, schema, values, queryId, timeout, maxRows, options);
  }
}
