package io.timestore.embedded.chdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failure in ClickHouse's terms: its error code and its text, which starts with {@code Code: N.
 * DB::Exception:}. Codes of our own making are ClickHouse's for the same fault (its {@code
 * ErrorCodes.cpp}).
 */
final class EngineException extends Exception {
  static final int BAD_ARGUMENTS = 36;
  static final int SYNTAX_ERROR = 62;
  static final int CANNOT_READ_ALL_DATA = 33;
  static final int TOO_LARGE = 229;
  static final int QUERY_WAS_CANCELLED = 394;
  static final int SESSION_NOT_FOUND = 372;
  static final int SESSION_IS_LOCKED = 373;
  static final int AUTHENTICATION_FAILED = 516;
  static final int UNKNOWN_EXCEPTION = 1002;

  private static final long serialVersionUID = 1L;
  private static final Pattern CODE = Pattern.compile("\\s*Code: (\\d+)\\.");

  private final int code;

  private EngineException(int code, String text) {
    super(text);
    this.code = code;
  }

  /** A failure as the engine told it. */
  static EngineException reported(String text) {
    Matcher matcher = CODE.matcher(text);
    if (matcher.lookingAt()) {
      return new EngineException(Integer.parseInt(matcher.group(1)), text);
    }
    return of(UNKNOWN_EXCEPTION, text, "UNKNOWN_EXCEPTION");
  }

  /** A failure found before the engine was asked. */
  static EngineException of(int code, String text, String name) {
    return new EngineException(
        code, "Code: " + code + ". DB::Exception: " + text + " (" + name + ")");
  }

  static EngineException cancelled() {
    return of(QUERY_WAS_CANCELLED, "Query was cancelled.", "QUERY_WAS_CANCELLED");
  }

  int code() {
    return code;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
