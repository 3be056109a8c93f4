package io.timestore.embedded.chdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** One engine for all tests of this JVM; it ends with it. */
final class SharedEngine {
  private static final EngineProcess ENGINE = start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private SharedEngine() {}

  private static EngineProcess start() {
    try {
      // A name that ClickHouse would take for a pattern.
      Path folder = Files.createTempDirectory("timestore's [engine]* {a,b}-");
      return EngineProcess.start(
          EngineOptions.of(folder.resolve("data"), 0, folder.resolve("engine.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String url() {
    return ENGINE.url();
  }

  static String jdbcUrl() {
    return "jdbc:clickhouse://127.0.0.1:" + ENGINE.port() + "/";
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), new Properties());
  }

  static HttpResponse<byte[]> post(String urlParameters, byte[] body) {
    return send(
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(body)), urlParameters);
  }

  static HttpResponse<byte[]> send(HttpRequest.Builder request, String urlParameters) {
    try {
      return HTTP.send(
          request.uri(URI.create(url() + urlParameters)).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer's text, whatever its status. */
  static String sql(String statement) {
    return sql("", statement);
  }

  static String sql(String urlParameters, String statement) {
    byte[] answer = post(urlParameters, statement.getBytes(StandardCharsets.UTF_8)).body();
    return new String(answer, StandardCharsets.UTF_8);
  }
}
