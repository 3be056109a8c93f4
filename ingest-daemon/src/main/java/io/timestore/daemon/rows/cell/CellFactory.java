package io.timestore.daemon.rows.cell;

import io.timestore.core.model.Field;

/** Makes the cell of a column by the type of its field. */
public final class CellFactory {
  private CellFactory() {}

  public static Cell of(RowPosition position, Field field) {
    return switch (field.type().kind()) {
      case TIMESTAMP -> new TimestampCell(position, field);
      case DATE -> new DateCell(position, field);
      case STRING, KEYWORD -> new TextCell(position, field);
      case INTEGER -> new IntegerCell(position, field);
      case DOUBLE -> new DoubleCell(position, field);
      case DECIMAL -> new DecimalCell(position, field);
      case BOOLEAN -> new BooleanCell(position, field);
      case UUID -> new UuidCell(position, field);
      case JSON -> new JsonCell(position, field);
    };
  }
}
