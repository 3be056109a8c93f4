package io.timestore.embedded;

import org.jspecify.annotations.Nullable;

/** The stack could not be started or stopped; the message tells a person why and what to do. */
public final class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    this(message, null);
  }

  public StackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
