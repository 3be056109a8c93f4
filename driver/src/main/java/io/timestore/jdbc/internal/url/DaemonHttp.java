package io.timestore.jdbc.internal.url;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to one daemon at a time, as whom and over what the URL says. Thread-safe. */
public final class DaemonHttp {
  private static final int BUFFER = 8_192;
  private static final int MOST_BYTES = 1 << 20;

  private final String scheme;
  private final @Nullable TlsFiles tls;
  private final @Nullable String authorization;

  public DaemonHttp(ConnectionUrl url) throws SQLException {
    boolean ssl = url.flag(ConnectionProperty.SSL);
    this.scheme = ssl ? "https" : "http";
    this.tls = ssl ? TlsFiles.of(url) : null;
    this.authorization = authorization(url);
  }

  private static @Nullable String authorization(ConnectionUrl url) {
    String user = url.text(ConnectionProperty.USER);
    String password = url.text(ConnectionProperty.PASSWORD);
    if (password == null) {
      return null;
    }
    return user == null || user.isEmpty()
        ? "Bearer " + password
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** What a daemon answered. */
  public record Answer(int status, String text) {}

  Answer get(Host host, String path, int timeoutMillis) throws IOException {
    return finish(open(host, path, timeoutMillis), timeoutMillis);
  }

  /**
   * Sends bytes once.
   *
   * @param length how many of the bytes count
   */
  public Answer post(
      Host host,
      String path,
      Map<String, String> headers,
      byte[] bytes,
      int length,
      int connectMillis,
      int readMillis)
      throws IOException {
    HttpURLConnection http = open(host, path, connectMillis);
    http.setReadTimeout(readMillis);
    http.setRequestMethod("POST");
    http.setDoOutput(true);
    headers.forEach(http::setRequestProperty);
    http.setFixedLengthStreamingMode(length);
    try (OutputStream out = http.getOutputStream()) {
      out.write(bytes, 0, length);
    }
    return finish(http, readMillis);
  }

  private HttpURLConnection open(Host host, String path, int timeoutMillis) throws IOException {
    URI uri = URI.create(scheme + "://" + host + path);
    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
    if (tls != null && http instanceof HttpsURLConnection https) {
      tls.applyTo(https);
    }
    http.setInstanceFollowRedirects(false);
    http.setConnectTimeout(timeoutMillis);
    http.setReadTimeout(timeoutMillis);
    if (authorization != null) {
      http.setRequestProperty("Authorization", authorization);
    }
    return http;
  }

  private static Answer finish(HttpURLConnection http, int readMillis) throws IOException {
    int status = http.getResponseCode();
    try (InputStream body =
        status >= HttpURLConnection.HTTP_BAD_REQUEST
            ? http.getErrorStream()
            : http.getInputStream()) {
      return new Answer(status, body == null ? "" : text(body, readMillis));
    }
  }

  /** A body, if it ends in time and is not larger than any that a daemon sends. */
  private static String text(InputStream body, int readMillis) throws IOException {
    long start = System.nanoTime();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      bytes.write(buffer, 0, n);
      if (bytes.size() > MOST_BYTES) {
        throw new IOException("the answer is larger than " + MOST_BYTES + " bytes");
      }
      if (System.nanoTime() - start > readMillis * 1_000_000L) {
        throw new SocketTimeoutException("the answer did not end in " + readMillis + " ms");
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
