package io.timestore.cli.demo;

import io.timestore.embedded.Endpoint;
import io.timestore.embedded.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * ClickHouse's own HTTP interface, for what the demo must learn without timestore: the file's
 * contents and the engine's own speed. Safe for use by many threads.
 */
final class ClickHouseHttp {
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Endpoint endpoint;

  ClickHouseHttp(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The bytes of an answer as they arrive. */
  InputStream stream(String sql, Map<String, String> settings) throws IOException {
    return send(request(settings).POST(HttpRequest.BodyPublishers.ofString(sql)).build());
  }

  /** The whole answer, without the last line feed. */
  String text(String sql) throws IOException {
    try (InputStream in = stream(sql, Map.of())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    }
  }

  /** Inserts a file's rows; the statement ends with a FORMAT clause. */
  void insert(String statement, Path body) throws IOException {
    HttpRequest request =
        request(Map.of("query", statement, "async_insert", "0"))
            .POST(HttpRequest.BodyPublishers.ofFile(body))
            .build();
    try (InputStream in = send(request)) {
      in.readAllBytes();
    }
  }

  private HttpRequest.Builder request(Map<String, String> parameters) {
    StringBuilder url = new StringBuilder(endpoint.url().replaceAll("/$", "") + "/?");
    parameters.forEach(
        (name, value) -> url.append(name).append('=').append(encode(value)).append('&'));
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url.toString()));
    if (!endpoint.user().isEmpty()) {
      builder.header("X-ClickHouse-User", endpoint.user());
      builder.header("X-ClickHouse-Key", endpoint.password());
    }
    return builder;
  }

  private InputStream send(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() == OK) {
        return response.body();
      }
      try (InputStream body = response.body()) {
        throw new IOException(
            "ClickHouse: " + new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
