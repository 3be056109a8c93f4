package io.timestore.jdbc;

import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exceptions of java.sql: SQLSTATE always set, the subclass that JDBC has for its class.
 * The vendor code is the HTTP status that the daemon would answer.
 */
final class SqlErrors {
  private static final int CLASS_LENGTH = 2;
  private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

  private SqlErrors() {}

  static SQLException of(TimestoreException e) {
    return of(e.code(), String.valueOf(e.getMessage()), e);
  }

  /** An error of a statement; where it tells line and column, the character's number, too. */
  static SQLException of(TimestoreException e, String sql) {
    String message = String.valueOf(e.getMessage());
    Matcher place = PLACE.matcher(message);
    if (!place.find()) {
      return of(e);
    }
    int line = Integer.parseInt(place.group(1));
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = sql.indexOf('\n', start) + 1;
    }
    int position = start + Integer.parseInt(place.group(2));
    return of(e.code(), message + "\n  Position: " + position, e);
  }

  static SQLException of(ErrorCode code, String message) {
    return of(code, message, null);
  }

  static SQLException of(ErrorCode code, String message, @Nullable Throwable cause) {
    String state = code.sqlState();
    int vendor = code.httpStatus();
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
  static SQLFeatureNotSupportedException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + " is not supported by the timestore driver",
        ErrorCode.UNSUPPORTED.sqlState(),
        ErrorCode.UNSUPPORTED.httpStatus());
  }

  /** For an argument that is out of its range. */
  static SQLException badArgument(String message) {
    return of(ErrorCode.INVALID_REQUEST, message);
  }

  /** For a value that cannot be had in the wanted type. */
  static SQLException badValue(String message, @Nullable Throwable cause) {
    return of(ErrorCode.INVALID_VALUE, message, cause);
  }

  /** For an object that was closed. */
  static SQLException closed(String what) {
    return new SQLException("the " + what + " is closed", "55000");
  }
}
