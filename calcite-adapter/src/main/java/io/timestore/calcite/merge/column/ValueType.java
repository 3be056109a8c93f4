package io.timestore.calcite.merge.column;

import io.timestore.core.block.type.ClickHouseType;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/**
 * How values of a SQL type are held here.
 *
 * @param precision fraction digits of a timestamp, else 0
 */
public record ValueType(Kind kind, int precision) {

  public enum Kind {
    INTEGER,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    DOUBLE,
    TEXT,
    DECIMAL,
    /** Passed on, and nothing else. */
    OPAQUE;

    public boolean isLong() {
      return this == INTEGER || this == BOOLEAN || this == DATE || this == TIMESTAMP;
    }

    /** Whether values can be compared and sorted. */
    public boolean isOrdered() {
      return this != OPAQUE;
    }
  }

  public static ValueType of(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> new ValueType(Kind.INTEGER, 0);
      case BOOLEAN -> new ValueType(Kind.BOOLEAN, 0);
      case DATE -> new ValueType(Kind.DATE, 0);
      case TIMESTAMP -> new ValueType(Kind.TIMESTAMP, type.getPrecision());
      case REAL, FLOAT, DOUBLE -> new ValueType(Kind.DOUBLE, 0);
      case CHAR, VARCHAR -> new ValueType(Kind.TEXT, 0);
      case DECIMAL -> new ValueType(Kind.DECIMAL, 0);
      default -> new ValueType(Kind.OPAQUE, 0);
    };
  }

  /** The types of an operation's columns. */
  public static List<ValueType> columns(RelNode rel) {
    return rel.getRowType().getFieldList().stream().map(field -> of(field.getType())).toList();
  }

  /** The ClickHouse type of a column of such values that was computed here. */
  ClickHouseType clickHouseType() {
    return ClickHouseType.parse(
        switch (kind) {
          case INTEGER -> "Int64";
          case BOOLEAN -> "Bool";
          case DATE -> "Date32";
          case TIMESTAMP -> "DateTime64(" + precision + ", 'UTC')";
          case DOUBLE -> "Float64";
          case TEXT -> "String";
          default -> throw new IllegalStateException(kind + " is not computed here");
        });
  }
}
