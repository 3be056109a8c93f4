package io.timestore.calcite.schema;

import io.timestore.core.model.Field;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.Table;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/**
 * A timestore table as Calcite sees it: its fields, and after them the system columns if the
 * statement names one. Immutable.
 */
public final class SnapshotTable extends AbstractTable {
  private final Table table;
  private final boolean systemColumns;

  SnapshotTable(Table table, boolean systemColumns) {
    this.table = table;
    this.systemColumns = systemColumns && !SystemTables.isOne(table);
  }

  public Table table() {
    return table;
  }

  /** The name of a column in the cold table and in blocks. */
  public String columnName(int index) {
    int fields = table.schema().fields().size();
    return index < fields
        ? table.schema().fields().get(index).name()
        : List.of(SystemColumn.values()).get(index - fields).columnName();
  }

  public boolean isSystemColumn(int index) {
    return index >= table.schema().fields().size();
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory typeFactory) {
    RelDataTypeFactory.Builder columns = typeFactory.builder();
    for (int i = 0; i < table.schema().fields().size(); i++) {
      Field field = table.schema().fields().get(i);
      columns.add(field.name(), SqlTypes.of(field.type(), table.schema().nullable(i), typeFactory));
    }
    if (systemColumns) {
      for (SystemColumn column : SystemColumn.values()) {
        columns.add(column.columnName(), SqlTypes.of(column, typeFactory));
      }
    }
    return columns.build();
  }
}
