package io.timestore.jdbc.internal.url;

import io.timestore.core.model.ErrorCode;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks the daemons, one after another, where the stores are. Stateless. */
public final class EndpointDiscovery {
  private static final String PATH = "/driver/endpoints";
  private static final long RETRY_MILLIS = 100;

  private EndpointDiscovery() {}

  /** Asks until an answer comes or the connect time-out is over; a daemon may be restarting. */
  public static Endpoints ask(ConnectionUrl url) throws SQLException {
    DaemonHttp http = new DaemonHttp(url);
    long limit = url.number(ConnectionProperty.CONNECT_TIMEOUT_MS);
    long deadline = System.nanoTime() + limit * 1_000_000;
    while (true) {
      SQLException failure = null;
      boolean mayCome = false;
      for (Host host : url.hosts()) {
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        try {
          return read(http, host, url, (int) Math.min(left, Integer.MAX_VALUE));
        } catch (ConnectException e) {
          mayCome = true;
          failure = chain(failure, unreachable(host, "nothing listens there", e));
        } catch (IOException e) {
          failure = chain(failure, unreachable(host, String.valueOf(e), e));
        } catch (SQLException e) {
          failure = chain(failure, e);
        }
      }
      if (!mayCome || System.nanoTime() + RETRY_MILLIS * 1_000_000 >= deadline) {
        throw failure == null ? unreachable(url.hosts().get(0), "no answer", null) : failure;
      }
      pause(url.hosts().get(0));
    }
  }

  private static SQLException chain(@Nullable SQLException first, SQLException next) {
    if (first == null) {
      return next;
    }
    first.setNextException(next);
    return first;
  }

  private static void pause(Host host) throws SQLException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(host, "the thread was interrupted", e);
    }
  }

  private static Endpoints read(DaemonHttp http, Host host, ConnectionUrl url, int timeoutMillis)
      throws IOException, SQLException {
    DaemonHttp.Answer answer = http.get(host, PATH, timeoutMillis);
    int status = answer.status();
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED
        || status == HttpURLConnection.HTTP_FORBIDDEN) {
      throw SqlErrors.of(
          ErrorCode.UNAUTHENTICATED,
          "the timestore daemon at "
              + host
              + " does not let the user in ("
              + status
              + "); check the properties user and password");
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw unreachable(host, "it answered " + status + " to GET " + PATH, null);
    }
    DaemonJson json = DaemonJson.read(answer.text());
    return new Endpoints(
            json.text("/clickhouse/url", ""),
            json.text("/clickhouse/user", ""),
            json.text("/clickhouse/password", ""),
            json.text("/redis/uri", ""),
            json.text("/catalog/url", ""),
            json.text("/catalog/user", ""),
            json.text("/catalog/password", ""))
        .with(url);
  }

  private static SQLException unreachable(Host host, String why, @Nullable Throwable cause) {
    return SqlErrors.of(
        ErrorCode.DAEMON_UNAVAILABLE,
        "the timestore daemon at "
            + host
            + " cannot be reached: "
            + why
            + "; check host and port of the URL, and that the daemon runs (GET http://"
            + host
            + "/health)",
        cause);
  }
}
