package io.timestore.calcite.proof.query;

/** The kinds of expression that random queries are made of. */
public enum Kind {
  /** Integers small enough to calculate with. */
  INT("BIGINT", "Int64"),
  /** Any integers; only compared. */
  BIG("BIGINT", "Int64"),
  DOUBLE("DOUBLE", "Float64"),
  /** Doubles with NaN and infinities, which databases compare in different ways. */
  WILD("DOUBLE", "Float64"),
  DECIMAL("DECIMAL(10,2)", "Decimal(10, 2)"),
  TEXT("VARCHAR", "String"),
  BOOL("BOOLEAN", "Bool"),
  UUID("UUID", "UUID"),
  DATE("DATE", "Date32"),
  TIME("TIMESTAMP", "DateTime64(6, 'UTC')"),
  /** Timestamps with nanoseconds. */
  NANOS("TIMESTAMP(9)", "DateTime64(9, 'UTC')");

  private final String type;
  private final String clickType;

  Kind(String type, String clickType) {
    this.type = type;
    this.clickType = clickType;
  }

  /** The SQL type. */
  String type() {
    return type;
  }

  /** The SQL type by DuckDB's name. */
  String duckType() {
    return this == NANOS ? "TIMESTAMP_NS" : type;
  }

  /** The SQL type by ClickHouse's name. */
  String clickType() {
    return clickType;
  }
}
