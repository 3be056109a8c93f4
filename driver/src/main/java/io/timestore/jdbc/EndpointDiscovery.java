package io.timestore.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks the daemon where the stores are. Stateless. */
final class EndpointDiscovery {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/driver/endpoints";
  private static final long RETRY_MILLIS = 100;
  private static final int HTTP_OK = 200;

  private EndpointDiscovery() {}

  /** Asks until an answer comes or the connect time-out is over; a daemon may be restarting. */
  static Endpoints ask(ConnectionUrl url) throws SQLException {
    long limit = url.millis(ConnectionProperty.CONNECT_TIMEOUT_MS);
    long deadline = System.nanoTime() + limit * 1_000_000;
    while (true) {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      try {
        return askOnce(url, (int) Math.min(left, Integer.MAX_VALUE));
      } catch (ConnectException e) {
        if (System.nanoTime() + RETRY_MILLIS * 1_000_000 >= deadline) {
          throw unreachable(url, "nothing listens there", e);
        }
        pause(url);
      } catch (IOException e) {
        throw unreachable(url, String.valueOf(e), e);
      }
    }
  }

  private static void pause(ConnectionUrl url) throws SQLException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(url, "the thread was interrupted", e);
    }
  }

  private static Endpoints askOnce(ConnectionUrl url, int timeoutMillis)
      throws IOException, SQLException {
    URI uri = URI.create("http://" + url.host() + ":" + url.port() + PATH);
    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
    http.setConnectTimeout(timeoutMillis);
    http.setReadTimeout(timeoutMillis);
    if (http.getResponseCode() != HTTP_OK) {
      throw unreachable(url, "it answered " + http.getResponseCode() + " to GET " + PATH, null);
    }
    try (InputStream body = http.getInputStream()) {
      JsonNode json = JSON.readTree(body);
      return new Endpoints(
              text(json, "clickhouse", "url"),
              text(json, "clickhouse", "user"),
              text(json, "clickhouse", "password"),
              text(json, "redis", "uri"),
              text(json, "catalog", "url"),
              text(json, "catalog", "user"),
              text(json, "catalog", "password"))
          .with(url);
    }
  }

  private static String text(JsonNode json, String part, String key) {
    return json.path(part).path(key).asText("");
  }

  private static SQLException unreachable(
      ConnectionUrl url, String why, @Nullable Throwable cause) {
    return SqlErrors.of(
        ErrorCode.DAEMON_UNAVAILABLE,
        "the timestore daemon at "
            + url.host()
            + ":"
            + url.port()
            + " cannot be reached: "
            + why
            + "; check host and port of the URL, and that the daemon runs (GET http://"
            + url.host()
            + ":"
            + url.port()
            + "/health)",
        cause);
  }
}
