package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.daemon.Daemon;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.embedded.EmbeddedStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A daemon over real stores that flushes only when it is told to. */
final class DaemonForJdbc implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final Daemon daemon;

  DaemonForJdbc(String database) {
    EmbeddedStack stack = EmbeddedStack.shared();
    daemon =
        new Daemon(
            DaemonConfig.of(
                Map.of(
                    "http.port", "0",
                    "clickhouse.url", stack.clickHouseUrl(),
                    "clickhouse.database", database,
                    "redis.uri", stack.redisUri(),
                    "catalog.url", stack.catalogUrl(),
                    "catalog.user", stack.catalogUser(),
                    "catalog.password", stack.catalogPassword(),
                    "flush.ageMs", "3600000",
                    "flush.graceMs", "1000")));
  }

  String url() {
    return "jdbc:timestore://127.0.0.1:" + daemon.port() + "/";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Makes a table by an ingest without rows. */
  void create(String dataset, String fields) throws IOException, InterruptedException {
    String body =
        """
        {"schema": {"fields": [%s]}, "partition": {"key": {},
         "timeRange": {"start": "2000-01-01T00:00:00Z", "end": "2000-01-02T00:00:00Z"}}, "rows": []}\
        """
            .formatted(fields);
    assertThat(post("/datasets/" + dataset + "/ingest", body, "application/json").statusCode())
        .isEqualTo(202);
  }

  void flush(String dataset) throws IOException, InterruptedException {
    assertThat(post("/admin/datasets/" + dataset + "/flush", "", "application/json").statusCode())
        .isEqualTo(200);
  }

  HttpResponse<String> post(String path, String body, String type)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    daemon.close();
  }
}
