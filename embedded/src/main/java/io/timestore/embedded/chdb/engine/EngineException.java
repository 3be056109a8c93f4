package io.timestore.embedded.chdb.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failure in ClickHouse's terms: its error code and its text, which starts with {@code Code: N.
 * DB::Exception:}. Codes of our own making are ClickHouse's for the same fault (its {@code
 * ErrorCodes.cpp}).
 */
public final class EngineException extends Exception {
  public static final int BAD_ARGUMENTS = 36;
  public static final int SYNTAX_ERROR = 62;
  public static final int CANNOT_READ_ALL_DATA = 33;
  public static final int TOO_LARGE = 229;
  static final int QUERY_WAS_CANCELLED = 394;
  public static final int SESSION_NOT_FOUND = 372;
  public static final int SESSION_IS_LOCKED = 373;
  public static final int AUTHENTICATION_FAILED = 516;
  public static final int UNKNOWN_EXCEPTION = 1002;

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
  public static EngineException of(int code, String text, String name) {
    return new EngineException(
        code, "Code: " + code + ". DB::Exception: " + text + " (" + name + ")");
  }

  public static EngineException cancelled() {
    return of(QUERY_WAS_CANCELLED, "Query was cancelled.", "QUERY_WAS_CANCELLED");
  }

  public int code() {
    return code;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
