package io.timestore.calcite.clickhouse;

import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;

/** Errors for what has no ClickHouse form here that is known to give SQL's value. */
final class Refusals {
  private Refusals() {}

  static TimestoreException unsupported(String what) {
    return new TimestoreException(ErrorCode.UNSUPPORTED, what + " is not supported");
  }

  static TimestoreException invalid(String what) {
    return new TimestoreException(ErrorCode.INVALID_SQL, what);
  }
}
