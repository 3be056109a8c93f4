package io.timestore.core.clickhouse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Says what it means that a request or an answer broke on its way. */
final class TransportErrors {
  private final String place;
  private final ClickHouseLimits limits;

  TransportErrors(String place, ClickHouseLimits limits) {
    this.place = place;
    this.limits = limits;
  }

  /** Whether a request may never have reached a server, on a pooled connection that had died. */
  static boolean isDeadConnection(IOException e) {
    return !(e instanceof ConnectException)
        && (e instanceof NoHttpResponseException
            || e instanceof SocketException
            || e instanceof ConnectionClosedException);
  }

  /** A failure before the answer's head was there. */
  TimestoreException beforeAnswer(IOException e) {
    if (e instanceof ConnectionRequestTimeoutException) {
      return new TimestoreException(
          ErrorCode.BACK_PRESSURE,
          "all "
              + limits.connections()
              + " connections to ClickHouse at "
              + place
              + " were in use for "
              + limits.lease().toSeconds()
              + " s; try again, or run fewer statements at once",
          e);
    }
    if (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException)) {
      return silent(e);
    }
    return new TimestoreException(
        ErrorCode.CLICKHOUSE_UNAVAILABLE,
        "ClickHouse at "
            + place
            + " does not answer ("
            + reason(e)
            + "); check that it runs and that the URL is right",
        e);
  }

  /** A failure while the answer was read. */
  TimestoreException inAnswer(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return silent(e);
    }
    boolean early =
        e instanceof EOFException
            || e instanceof ConnectionClosedException
            || e instanceof SocketException
            || e instanceof MalformedChunkCodingException;
    return new TimestoreException(
        early ? ErrorCode.CLICKHOUSE_BROKE_OFF : ErrorCode.CLICKHOUSE_ERROR,
        early
            ? "the answer of ClickHouse at " + place + " ended early; try again (" + reason(e) + ")"
            : "the answer of ClickHouse at " + place + " cannot be read: " + reason(e),
        e);
  }

  static TimestoreException canceled(@Nullable Throwable cause) {
    return new TimestoreException(ErrorCode.CANCELED, "the statement was canceled", cause);
  }

  private TimestoreException silent(IOException e) {
    return new TimestoreException(
        ErrorCode.TIMEOUT, "ClickHouse at " + place + " was silent past the time-out", e);
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
