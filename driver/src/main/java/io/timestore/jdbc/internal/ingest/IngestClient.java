package io.timestore.jdbc.internal.ingest;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableName;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.ConnectionUrl;
import io.timestore.jdbc.internal.url.DaemonHttp;
import io.timestore.jdbc.internal.url.DaemonJson;
import io.timestore.jdbc.internal.url.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows to the daemons' bulk end point. A request whose answer did not come is sent again,
 * also to another daemon, under the same idempotency key, so its rows are stored once. Thread-safe.
 */
public final class IngestClient {
  private static final long PAUSE_MILLIS = 200;
  private static final int READ_MILLIS = 120_000;
  private static final int ACCEPTED = 202;
  private static final int CREATED = 201;
  private static final int TOO_MANY = 429;

  /** Hundreds of the statuses which say that nothing was stored. */
  private static final int REFUSED = 4;

  private static final int UNAVAILABLE = 503;

  private final ConnectionUrl url;
  private final DaemonHttp http;
  private final IntSupplier networkTimeout;
  private volatile int preferred;

  /**
   * Makes a client.
   *
   * @param networkTimeout longest wait for an answer in milliseconds, 0 for the usual one
   */
  public IngestClient(ConnectionUrl url, IntSupplier networkTimeout) throws SQLException {
    this.url = url;
    this.networkTimeout = networkTimeout;
    this.http = new DaemonHttp(url);
  }

  /** Returns when the rows are durable; tells the request if that remains in doubt. */
  IngestAcknowledgement send(IngestRequest request) throws SQLException {
    TableName table = request.table();
    String path =
        "/datasets/" + encoded(table.dataset()) + "/tables/" + encoded(table.table()) + "/rows";
    long patience = url.number(ConnectionProperty.CONNECT_TIMEOUT_MS);
    long deadline = System.nanoTime() + patience * 1_000_000;
    List<Host> hosts = url.hosts();
    for (int attempt = 0; ; attempt++) {
      int index = (preferred + attempt) % hosts.size();
      Host host = hosts.get(index);
      SQLException failure;
      try {
        DaemonHttp.Answer answer = post(host, path, request, (int) Math.max(1, patience));
        if (answer.status() / 100 != REFUSED) {
          request.inDoubt();
        }
        if (answer.status() == ACCEPTED || answer.status() == CREATED) {
          preferred = index;
          return acknowledgement(table, answer);
        }
        failure = refused(request, host, answer);
        if (answer.status() != UNAVAILABLE && answer.status() != TOO_MANY) {
          throw failure;
        }
      } catch (IOException e) {
        if (!neverSent(e)) {
          request.inDoubt();
        }
        failure = unreachable(host, request, e);
      }
      boolean allTried = attempt + 1 >= hosts.size();
      if (allTried && System.nanoTime() + PAUSE_MILLIS * 1_000_000 >= deadline) {
        throw failure;
      }
      if (allTried) {
        pause(failure);
      }
    }
  }

  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException;
  }

  private DaemonHttp.Answer post(Host host, String path, IngestRequest request, int connectMillis)
      throws IOException {
    RowBuffer rows = request.rows();
    int wait = networkTimeout.getAsInt();
    return http.post(
        host,
        path,
        Map.of("content-type", "application/x-clickhouse-native", "idempotency-key", request.key()),
        rows.bytes(),
        rows.length(),
        connectMillis,
        wait > 0 ? wait : READ_MILLIS);
  }

  private static IngestAcknowledgement acknowledgement(TableName table, DaemonHttp.Answer answer)
      throws SQLException {
    try {
      DaemonJson json = DaemonJson.read(answer.text());
      return new IngestAcknowledgement(
          table.dataset(),
          table.table(),
          json.number("/sequence"),
          json.number("/rows"),
          json.text("/durability", ""));
    } catch (IOException e) {
      throw SqlErrors.of(
          ErrorCode.INTERNAL,
          "the daemon acknowledged the rows, but its answer is no JSON: " + answer.text(),
          e);
    }
  }

  private static SQLException refused(IngestRequest request, Host host, DaemonHttp.Answer answer) {
    String why = answer.text();
    try {
      why = DaemonJson.read(answer.text()).text("/error", why);
    } catch (IOException e) {
      why = why + " (" + e.getMessage() + ")";
    }
    String refusal =
        "the rows for " + request.table() + " were refused by the daemon at " + host + ": " + why;
    boolean again = answer.status() == UNAVAILABLE || answer.status() == TOO_MANY;
    return again && request.maybeStored()
        ? inDoubt(refusal, null)
        : SqlErrors.of(code(answer.status()), refusal);
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 400 -> ErrorCode.INVALID_VALUE;
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.UNKNOWN_TABLE;
      case 409 -> ErrorCode.IDEMPOTENCY_CONFLICT;
      case 413 -> ErrorCode.TOO_LARGE;
      case TOO_MANY -> ErrorCode.BACK_PRESSURE;
      case UNAVAILABLE -> ErrorCode.DAEMON_UNAVAILABLE;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static SQLException unreachable(Host host, IngestRequest request, IOException e) {
    String daemon = "the timestore daemon at " + host + " did not take the rows: " + e;
    return request.maybeStored()
        ? inDoubt(daemon, e)
        : SqlErrors.of(
            ErrorCode.DAEMON_UNAVAILABLE,
            daemon + "; nothing was stored; queries go on without a daemon, writing needs one",
            e);
  }

  private static SQLException inDoubt(String failure, @Nullable Throwable cause) {
    return SqlErrors.of(
        ErrorCode.WRITE_IN_DOUBT,
        failure
            + "; it is not known whether they were stored: look for them, or, without autoCommit,"
            + " commit again, which stores them once",
        cause);
  }

  private static void pause(@Nullable SQLException failure) throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure == null ? SqlErrors.badArgument("interrupted") : failure;
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
