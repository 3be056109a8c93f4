package io.timestore.calcite.plan;

import io.timestore.core.error.TimestoreException;

/** The type of a {@code ?} cannot be told from its place; it must be given. */
public final class UntypedParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final TimestoreException error;

  UntypedParameterException(TimestoreException error) {
    super(error.getMessage(), error);
    this.error = error;
  }

  /** The error for a caller that has no types to give. */
  public TimestoreException error() {
    return error;
  }
}
