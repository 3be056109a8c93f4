package io.timestore.core.clickhouse;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Builds the URL parameters of a statement. */
final class StatementUrl {
  private static final int DEFAULT_MAX_QUERY_CHARS = 1 << 16;

  private final StringBuilder url;

  StatementUrl(ClickHouseEndpoint endpoint) {
    URI base = endpoint.url();
    String path = base.getRawPath();
    url = new StringBuilder(path == null || path.isEmpty() ? "/" : path);
    url.append('?');
    if (base.getRawQuery() != null) {
      url.append(base.getRawQuery());
    }
  }

  StatementUrl with(String name, String value) {
    if (url.charAt(url.length() - 1) != '?') {
      url.append('&');
    }
    url.append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  /** Settings, parameters, id, time-out and the structure of external tables. */
  StatementUrl with(ClickHouseStatement statement, String queryId) {
    with("query_id", queryId);
    for (Map.Entry<String, String> setting : statement.settings().entrySet()) {
      with(setting.getKey(), setting.getValue());
    }
    for (Map.Entry<String, String> parameter : statement.parameters().entrySet()) {
      with("param_" + parameter.getKey(), parameter.getValue());
    }
    for (ExternalTable table : statement.external()) {
      with(table.name() + "_format", "Native");
      with(table.name() + "_structure", table.structure());
    }
    Duration timeout = statement.timeout();
    if (timeout != null && !statement.settings().containsKey("max_execution_time")) {
      with("max_execution_time", Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds())));
    }
    int sqlChars = statement.sql().length();
    if (sqlChars > DEFAULT_MAX_QUERY_CHARS && !statement.settings().containsKey("max_query_size")) {
      with("max_query_size", Long.toString(4L * sqlChars));
    }
    return this;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
