package io.timestore.core.model;

/** A table's name in SQL: {@code dataset.table}. */
public record TableName(String dataset, String table) {
  public static final String DEFAULT_TABLE = "records";

  @Override
  public String toString() {
    return dataset + "." + table;
  }
}
