package io.timestore.calcite.function;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;

/** Errors for what has no ClickHouse form here that is known to give SQL's value. */
public final class Refusals {
  private Refusals() {}

  public static TimestoreException unsupported(String what) {
    return new TimestoreException(ErrorCode.UNSUPPORTED, what + " is not supported");
  }

  public static TimestoreException invalid(String what) {
    return new TimestoreException(ErrorCode.INVALID_SQL, what);
  }
}
