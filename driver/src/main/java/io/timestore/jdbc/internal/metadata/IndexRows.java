package io.timestore.jdbc.internal.metadata;

import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.Table;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;

/** The answer of {@code getIndexInfo}: the order in which ClickHouse keeps a table's rows. */
final class IndexRows {
  private static final String NAME = "sorting_key";

  private final MetaRows rows =
      new MetaRows(
          "TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE:b INDEX_QUALIFIER INDEX_NAME TYPE:s"
              + " ORDINAL_POSITION:s COLUMN_NAME ASC_OR_DESC CARDINALITY:l PAGES:l"
              + " FILTER_CONDITION");

  void add(String schema, String name, Table table) {
    String time = table.schema().timeColumn();
    add(schema, name, 1, SystemColumn.PARTITION_KEY.columnName());
    add(schema, name, 2, time == null ? SystemColumn.INGESTED_AT.columnName() : time);
  }

  private void add(String schema, String table, int position, String column) {
    rows.row(
        null,
        schema,
        table,
        true,
        null,
        NAME,
        (int) DatabaseMetaData.tableIndexClustered,
        position,
        column,
        "A",
        null,
        null,
        null);
  }

  ResultSet answer() {
    return rows.answer();
  }
}
