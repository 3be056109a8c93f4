package io.timestore.core.model;

/**
 * Every error that a user can meet. Each carries the SQLSTATE that the driver reports (ISO/IEC
 * 9075-2 table 33 where the standard has one), the HTTP status that the daemon answers, and whether
 * the same request may succeed later.
 */
public enum ErrorCode {
  INVALID_REQUEST("22023", 400, false),
  INVALID_VALUE("22018", 400, false),
  INVALID_NAME("42602", 400, false),
  SYNTAX("42601", 400, false),
  UNKNOWN_TABLE("42P01", 400, false),
  UNKNOWN_COLUMN("42703", 400, false),
  INVALID_SQL("42000", 400, false),
  DIVISION_BY_ZERO("22012", 400, false),
  UNSUPPORTED("0A000", 400, false),
  UNAUTHENTICATED("28000", 401, false),
  FORBIDDEN("42501", 403, false),
  NOT_FOUND("02000", 404, false),
  METHOD_NOT_ALLOWED("0A000", 404, false),
  NOT_ACCEPTABLE("0A000", 406, false),
  IDEMPOTENCY_CONFLICT("23505", 409, false),
  SCHEMA_EVOLUTION("42804", 409, false),
  FRESHNESS_NOT_MET("TS001", 409, true),
  PRECONDITION_FAILED("23000", 412, false),
  TOO_LARGE("54000", 413, false),
  UNSUPPORTED_MEDIA_TYPE("0A000", 415, false),
  BACK_PRESSURE("53400", 429, true),
  CANCELED("57014", 499, false),
  TIMEOUT("57014", 504, true),
  FENCED("55P03", 503, true),
  SNAPSHOT_STALE("40001", 503, true),
  CLICKHOUSE_BUSY("53000", 503, true),
  CLICKHOUSE_UNAVAILABLE("08006", 503, true),
  CLICKHOUSE_BROKE_OFF("08006", 503, true),
  HOT_BUFFER_UNAVAILABLE("08006", 503, true),
  CATALOG_UNAVAILABLE("08006", 503, true),
  DAEMON_UNAVAILABLE("08001", 503, true),
  WRITE_IN_DOUBT("08007", 503, false),
  CLICKHOUSE_ERROR("58000", 500, false),
  INTERNAL("XX000", 500, false);

  private final String sqlState;
  private final int httpStatus;
  private final boolean retryable;

  ErrorCode(String sqlState, int httpStatus, boolean retryable) {
    this.sqlState = sqlState;
    this.httpStatus = httpStatus;
    this.retryable = retryable;
  }

  public String sqlState() {
    return sqlState;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public boolean retryable() {
    return retryable;
  }
}
