package io.timestore.calcite.merge.column;

/**
 * Thrown where something cannot be computed here as ClickHouse does, when a plan is made or when it
 * runs; ClickHouse then computes everything. Costs no stack trace.
 */
public final class NotMergeableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotMergeableException(Object what) {
    super(String.valueOf(what), null, false, false);
  }
}
