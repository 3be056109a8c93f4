package io.timestore.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure with an {@link ErrorCode}. The message says what happened, to what, the limit, and what
 * to do next.
 */
public final class TimestoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;

  public TimestoreException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public TimestoreException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
