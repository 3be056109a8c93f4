package io.timestore.jdbc.internal.value;

import io.timestore.calcite.plan.ResultColumn;
import java.sql.Types;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** What JDBC tells about a column's type. */
public record ColumnInfo(
    int jdbcType,
    String typeName,
    String className,
    int precision,
    int scale,
    int displaySize,
    boolean signed) {
  private static final int TEXT_LENGTH = Integer.MAX_VALUE;

  public static ColumnInfo of(ResultColumn column) {
    return of(column.type());
  }

  public static ColumnInfo of(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return switch (name) {
      case BOOLEAN -> new ColumnInfo(Types.BOOLEAN, "BOOLEAN", "java.lang.Boolean", 1, 0, 5, false);
      case TINYINT -> integer(Types.TINYINT, "TINYINT", 3);
      case SMALLINT -> integer(Types.SMALLINT, "SMALLINT", 5);
      case INTEGER -> integer(Types.INTEGER, "INTEGER", 10);
      case BIGINT -> new ColumnInfo(Types.BIGINT, "BIGINT", "java.lang.Long", 19, 0, 20, true);
      case REAL -> new ColumnInfo(Types.REAL, "REAL", "java.lang.Float", 7, 7, 14, true);
      case FLOAT, DOUBLE ->
          new ColumnInfo(Types.DOUBLE, "DOUBLE", "java.lang.Double", 15, 15, 24, true);
      case DECIMAL ->
          new ColumnInfo(
              Types.DECIMAL,
              "DECIMAL",
              "java.math.BigDecimal",
              type.getPrecision(),
              type.getScale(),
              type.getPrecision() + 2,
              true);
      case DATE -> new ColumnInfo(Types.DATE, "DATE", "java.sql.Date", 10, 0, 10, false);
      case TIMESTAMP -> timestamp(type.getPrecision());
      case UUID -> new ColumnInfo(Types.OTHER, "UUID", "java.util.UUID", 36, 0, 36, false);
      case ARRAY -> array(Objects.requireNonNull(type.getComponentType()));
      case NULL -> new ColumnInfo(Types.NULL, "NULL", "java.lang.Object", 0, 0, 4, false);
      default ->
          new ColumnInfo(
              Types.VARCHAR, "VARCHAR", "java.lang.String", TEXT_LENGTH, 0, TEXT_LENGTH, false);
    };
  }

  private static ColumnInfo array(RelDataType element) {
    String name = of(element).typeName() + " ARRAY";
    return new ColumnInfo(Types.ARRAY, name, "java.sql.Array", 0, 0, TEXT_LENGTH, false);
  }

  private static ColumnInfo integer(int jdbcType, String name, int digits) {
    return new ColumnInfo(jdbcType, name, "java.lang.Integer", digits, 0, digits + 1, true);
  }

  private static ColumnInfo timestamp(int digits) {
    int width = digits == 0 ? 19 : 20 + digits;
    return new ColumnInfo(
        Types.TIMESTAMP, "TIMESTAMP", "java.sql.Timestamp", width, digits, width, false);
  }
}
