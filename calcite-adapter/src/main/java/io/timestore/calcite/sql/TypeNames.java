package io.timestore.calcite.sql;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** The ClickHouse types in which values of SQL types are computed. */
public final class TypeNames {
  private TypeNames() {}

  /** The type, Nullable if the SQL type is. */
  public static String of(RelDataType type) {
    return type.isNullable() ? nullable(type) : notNull(type);
  }

  /** The type with Nullable around it; NULL arrays have a form of their own. */
  public static String nullable(RelDataType type) {
    return ArrayTypes.isArray(type) ? notNull(type) : "Nullable(" + notNull(type) + ")";
  }

  /** Converts a result whose ClickHouse type is not the one that SQL gives it. */
  public static String typed(String text, RelDataType type) {
    return "CAST(" + text + " AS " + of(type) + ")";
  }

  /** Whether values of both types can meet in a column without losing or refusing anything. */
  public static boolean same(RelDataType from, RelDataType to) {
    return (SqlTypeName.INT_TYPES.contains(from.getSqlTypeName())
            && SqlTypeName.INT_TYPES.contains(to.getSqlTypeName()))
        || notNull(from).equals(notNull(to));
  }

  /** NULL in the type. */
  public static String nullValue(RelDataType type) {
    return "CAST(" + (ArrayTypes.isArray(type) ? "[]" : "NULL") + " AS " + nullable(type) + ")";
  }

  /** The type without Nullable. */
  public static String notNull(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return switch (name) {
      case BOOLEAN -> "Bool";
      case TINYINT -> "Int8";
      case SMALLINT -> "Int16";
      case INTEGER -> "Int32";
      case BIGINT -> "Int64";
      case REAL -> "Float32";
      case FLOAT, DOUBLE -> "Float64";
      case DECIMAL -> decimal(type.getPrecision(), type.getScale());
      case CHAR, VARCHAR -> "String";
      case DATE -> "Date32";
      case TIMESTAMP -> timestamp(type.getPrecision());
      case UUID -> "UUID";
      case ARRAY -> "Array(Array(" + element(ArrayTypes.elementType(type)) + "))";
      case NULL -> "Nothing";
      default -> {
        if (SqlTypeName.INTERVAL_TYPES.contains(name)) {
          yield "Int64";
        }
        throw new TimestoreException(
            ErrorCode.UNSUPPORTED, "values of type " + type + " are not supported");
      }
    };
  }

  /** Integers are computed in 64 bits. */
  private static String element(RelDataType type) {
    return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())
        ? "Nullable(Int64)"
        : nullable(type);
  }

  public static String decimal(int precision, int scale) {
    return "Decimal(" + precision + ", " + scale + ")";
  }

  static String timestamp(int digits) {
    return "DateTime64(" + digits + ", 'UTC')";
  }
}
