package io.timestore.calcite.proof;

/** The kinds of expression that random queries are made of. */
enum Kind {
  /** Integers small enough to calculate with. */
  INT("BIGINT"),
  /** Any integers; only compared. */
  BIG("BIGINT"),
  DOUBLE("DOUBLE"),
  /** Doubles with NaN and infinities, which databases compare in different ways. */
  WILD("DOUBLE"),
  DECIMAL("DECIMAL(10,2)"),
  TEXT("VARCHAR"),
  BOOL("BOOLEAN"),
  UUID("UUID"),
  DATE("DATE"),
  TIME("TIMESTAMP"),
  /** Timestamps with nanoseconds. */
  NANOS("TIMESTAMP(9)");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  /** The SQL type. */
  String type() {
    return type;
  }

  /** The SQL type by DuckDB's name. */
  String duckType() {
    return this == NANOS ? "TIMESTAMP_NS" : type;
  }
}
