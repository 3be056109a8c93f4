package io.timestore.core.clickhouse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is sent.
 *
 * @param settings ClickHouse settings for this statement alone
 * @param parameters values of {@code {name:Type}} placeholders, in ClickHouse's escaped text form
 * @param external tables that travel with the statement
 * @param queryId id under which it can be ended; null for a random one
 * @param timeout longest time until the statement's end; null for the server's own limit
 */
public record ClickHouseStatement(
    String sql,
    Map<String, String> settings,
    Map<String, String> parameters,
    List<ExternalTable> external,
    @Nullable String queryId,
    @Nullable Duration timeout) {
  public ClickHouseStatement {
    settings = Map.copyOf(settings);
    parameters = Map.copyOf(parameters);
    external = List.copyOf(external);
  }

  public static ClickHouseStatement of(String sql) {
    return new ClickHouseStatement(sql, Map.of(), Map.of(), List.of(), null, null);
  }
}
