package io.timestore.calcite.proof.data;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.trino.tpch.GenerateUtils;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The eight tables of TPC-H. */
public final class TpchTables {
  private TpchTables() {}

  public static List<SampleTable> of(double scale) {
    List<SampleTable> tables = new ArrayList<>();
    for (TpchTable<?> table : TpchTable.getTables()) {
      tables.add(of(table, scale));
    }
    return tables;
  }

  private static <E extends TpchEntity> SampleTable of(TpchTable<E> table, double scale) {
    List<Field> fields = new ArrayList<>();
    for (TpchColumn<E> column : table.getColumns()) {
      fields.add(new Field(column.getColumnName(), type(column)));
    }
    List<SampleTable.Row> rows = new ArrayList<>();
    for (E entity : table.createGenerator(scale, 1, 1)) {
      List<@Nullable Object> values = new ArrayList<>(fields.size());
      for (TpchColumn<E> column : table.getColumns()) {
        values.add(value(column, entity));
      }
      rows.add(new SampleTable.Row(1, values));
    }
    return new SampleTable(table.getTableName(), new TableSchema(1, fields, null), rows);
  }

  private static FieldType type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER, INTEGER -> FieldType.of(FieldType.Kind.INTEGER);
      case DOUBLE -> FieldType.decimal(15, 2);
      case DATE -> FieldType.of(FieldType.Kind.DATE);
      case VARCHAR ->
          FieldType.of(
              column.getType().getPrecision().orElse(0L) <= 25
                  ? FieldType.Kind.KEYWORD
                  : FieldType.Kind.STRING);
    };
  }

  private static <E extends TpchEntity> Object value(TpchColumn<E> column, E entity) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> column.getIdentifier(entity);
      case INTEGER -> (long) column.getInteger(entity);
      case DOUBLE -> BigDecimal.valueOf(column.getDouble(entity)).setScale(2, RoundingMode.HALF_UP);
      case DATE -> LocalDate.parse(GenerateUtils.formatDate(column.getDate(entity)));
      case VARCHAR -> column.getString(entity);
    };
  }
}
