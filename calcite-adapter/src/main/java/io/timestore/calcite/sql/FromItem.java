package io.timestore.calcite.sql;

/** Something to select from, under an alias of its own. */
public interface FromItem {
  /** The qualified name of a column. A column that nobody asks for is not read. */
  String column(int index);

  int columnCount();

  /** The item with its alias. Called after every column was asked for. */
  String sql();
}
