package io.timestore.calcite.sql;

import io.timestore.core.model.Table;
import java.util.List;

/**
 * One reading of a table in a statement.
 *
 * @param table the table as it was when the plan was made
 * @param columns names of the columns that the statement needs; none if it only counts rows
 */
public record Scan(Table table, List<String> columns, Side side) {
  /** Which of a table's rows are read. */
  public enum Side {
    BOTH,
    /** Those in ClickHouse, at or below the watermark. */
    COLD,
    /** The tail. */
    HOT
  }

  public Scan {
    columns = List.copyOf(columns);
  }
}
