package io.timestore.jdbc.internal.error;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of java.sql: SQLSTATE always set, the subclass that JDBC has for its class.
 * The vendor code is the HTTP status that the daemon would answer.
 */
public final class SqlErrors {
  private static final int CLASS_LENGTH = 2;

  private SqlErrors() {}

  public static SQLException of(TimestoreException e) {
    return of(e.code(), String.valueOf(e.getMessage()), e);
  }

  public static SQLException of(ErrorCode code, String message) {
    return of(code, message, null);
  }

  public static SQLException of(ErrorCode code, String message, @Nullable Throwable cause) {
    String state = code.sqlState();
    int vendor = code.httpStatus();
    if (code == ErrorCode.CLICKHOUSE_BROKE_OFF) {
      return new SQLRecoverableException(message, state, vendor, cause);
    }
    return switch (state.substring(0, CLASS_LENGTH)) {
      case "08" ->
          code.retryable()
              ? new SQLTransientConnectionException(message, state, vendor, cause)
              : new SQLNonTransientConnectionException(message, state, vendor, cause);
      case "0A" -> unsupported(message, state, vendor, cause);
      case "22" -> new SQLDataException(message, state, vendor, cause);
      case "23" -> new SQLIntegrityConstraintViolationException(message, state, vendor, cause);
      case "28" -> new SQLInvalidAuthorizationSpecException(message, state, vendor, cause);
      case "40" -> new SQLTransactionRollbackException(message, state, vendor, cause);
      case "42" -> new SQLSyntaxErrorException(message, state, vendor, cause);
      default -> {
        if (code == ErrorCode.TIMEOUT) {
          yield new SQLTimeoutException(message, state, vendor, cause);
        }
        yield code.retryable()
            ? new SQLTransientException(message, state, vendor, cause)
            : new SQLException(message, state, vendor, cause);
      }
    };
  }

  private static SQLException unsupported(
      String message, String state, int vendor, @Nullable Throwable cause) {
    return new SQLFeatureNotSupportedException(message, state, vendor, cause);
  }

  /** For a method of java.sql that the driver does not have. */
  public static SQLFeatureNotSupportedException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + " is not supported by the timestore driver",
        ErrorCode.UNSUPPORTED.sqlState(),
        ErrorCode.UNSUPPORTED.httpStatus());
  }

  /** For an argument that is out of its range. */
  public static SQLException badArgument(String message) {
    return of(ErrorCode.INVALID_REQUEST, message);
  }

  /** For a value that cannot be had in the wanted type. */
  public static SQLException badValue(String message, @Nullable Throwable cause) {
    return of(ErrorCode.INVALID_VALUE, message, cause);
  }

  /** Runs work of the core; its failures become SQLExceptions. */
  public static <T> T translating(Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (TimestoreException e) {
      throw of(e);
    }
  }

  /** Work that may fail as the core does. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /** For an object that was closed. */
  public static SQLException closed(String what) {
    return new SQLException("the " + what + " is closed", "55000");
  }
}
