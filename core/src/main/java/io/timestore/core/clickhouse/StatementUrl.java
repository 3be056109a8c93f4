package io.timestore.core.clickhouse;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Builds the URL parameters of a statement. */
final class StatementUrl {
  private static final int DEFAULT_MAX_QUERY_CHARS = 1 << 16;

  /** The settings that were written last: mostly the same map again. */
  private static volatile Written written = new Written(Map.of(), "");

  private final StringBuilder url;

  /** Settings as they stand in a URL, behind another parameter. */
  private record Written(Map<String, String> settings, String text) {
    static Written of(Map<String, String> settings) {
      StringBuilder text = new StringBuilder();
      settings.forEach((name, value) -> write(text.append('&'), name, value));
      return new Written(settings, text.toString());
    }
  }

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
    write(url, name, value);
    return this;
  }

  private static void write(StringBuilder text, String name, String value) {
    text.append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  @SuppressWarnings("ReferenceEquality") // Another map with the same settings is only slower.
  private static String text(Map<String, String> settings) {
    Written last = written;
    if (last.settings() != settings) {
      last = Written.of(settings);
      written = last;
    }
    return last.text();
  }

  /** Settings, parameters, id, time-out and the structure of external tables. */
  StatementUrl with(ClickHouseStatement statement, String queryId) {
    with("query_id", queryId);
    url.append(text(statement.settings()));
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
