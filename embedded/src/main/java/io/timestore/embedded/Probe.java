package io.timestore.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** Asks a component for a sign of life, with the smallest request that needs it to work. */
public final class Probe {
  private static final int LIMIT_MILLIS = 2000;
  private static final int REDIS_PORT = 6379;

  private Probe() {}

  /**
   * Returns when the component answers.
   *
   * @throws IOException with the reason if it does not
   */
  public static void check(StackComponent kind, Endpoint endpoint) throws IOException {
    switch (kind) {
      case ENGINE -> clickHouse(endpoint);
      case REDIS -> redis(URI.create(endpoint.url()));
      case POSTGRES -> postgres(endpoint);
      case DAEMON -> http(endpoint.url().replaceAll("/$", "") + "/ready", endpoint);
    }
  }

  /** Whether the component answers now. */
  public static boolean answers(StackComponent kind, Endpoint endpoint) {
    try {
      check(kind, endpoint);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void clickHouse(Endpoint endpoint) throws IOException {
    String query = URLEncoder.encode("SELECT 1", StandardCharsets.UTF_8);
    http(endpoint.url().replaceAll("/$", "") + "/?query=" + query, endpoint);
  }

  private static void http(String url, Endpoint endpoint) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      if (!endpoint.user().isEmpty()) {
        connection.setRequestProperty("X-ClickHouse-User", endpoint.user());
        connection.setRequestProperty("X-ClickHouse-Key", endpoint.password());
      }
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("HTTP status " + status + " from " + url);
      }
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    } finally {
      connection.disconnect();
    }
  }

  private static void redis(URI uri) throws IOException {
    int port = uri.getPort() < 0 ? REDIS_PORT : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      if ("rediss".equals(uri.getScheme())) {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (Socket secure = factory.createSocket(socket, uri.getHost(), port, true)) {
          ping(secure, uri);
        }
      } else {
        ping(socket, uri);
      }
    }
  }

  /** While Redis loads its file it answers {@code -LOADING} instead of {@code +PONG}. */
  private static void ping(Socket socket, URI uri) throws IOException {
    StringBuilder request = new StringBuilder();
    String userInfo = uri.getUserInfo();
    if (userInfo != null) {
      int colon = userInfo.indexOf(':');
      String user = colon < 0 ? "" : userInfo.substring(0, colon);
      request.append("AUTH ").append(user.isEmpty() ? "" : user + " ");
      request.append(userInfo.substring(colon + 1)).append("\r\n");
    }
    request.append("PING\r\nQUIT\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    String answer =
        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!answer.contains("+PONG")) {
      throw new IOException("Redis answered " + answer.lines().findFirst().orElse("nothing"));
    }
  }

  private static void postgres(Endpoint endpoint) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("user", endpoint.user());
    properties.setProperty("password", endpoint.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", "2");
    try (Connection connection = DriverManager.getConnection(endpoint.url(), properties)) {
      if (!connection.isValid(2)) {
        throw new IOException("no answer to a ping");
      }
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
