package io.timestore.calcite.plan;

import io.timestore.core.model.TimestoreException;

/** The type of a {@code ?} cannot be told from its place; it must be given. */
public final class UntypedParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final TimestoreException error;

  public UntypedParameterException(TimestoreException error) {
    super(error.getMessage(), error);
    this.error =
        new TimestoreException(
            error.code(),
            error.getMessage()
                + "; the type of a ? cannot be told here: write CAST(? AS BIGINT), or CAST(? AS"
                + " BIGINT ARRAY) for an array",
            error);
  }

  /** The error for a caller that has no types to give. */
  public TimestoreException error() {
    return error;
  }
}
