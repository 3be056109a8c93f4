package io.timestore.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure with an {@link ErrorCode}. The message says what happened, to what, the limit, and what
 * to do next.
 */
public final class TimestoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final transient Map<String, ?> details;

  public TimestoreException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public TimestoreException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, Map.of(), cause);
  }

  /**
   * @param details what a program may read of the failure, written as the HTTP answer's {@code
   *     details}; lists, maps, text, numbers
   */
  public TimestoreException(
      ErrorCode code, String message, Map<String, ?> details, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = details;
  }

  public ErrorCode code() {
    return code;
  }

  /** What a program may read of the failure; empty for most. */
  public Map<String, ?> details() {
    return details == null ? Map.of() : details;
  }
}
