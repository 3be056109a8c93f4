package io.timestore.calcite.sql;

import io.timestore.calcite.schema.SqlTypes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A column of a native query.
 *
 * @param clickHouseType as DESCRIBE tells it
 */
public record NativeColumn(String name, String clickHouseType) {
  private static final Pattern WRAPPED = Pattern.compile("(LowCardinality|Nullable)\\((.*)\\)");
  private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");
  private static final Pattern TIMESTAMP = Pattern.compile("DateTime64\\((\\d)(, '.*')?\\)");
  private static final int UINT64_DIGITS = 20;

  /** The SQL type of its values; what SQL has no type for is text. */
  public RelDataType type() {
    RelDataTypeFactory types = SqlTypes.FACTORY;
    String plain = clickHouseType;
    boolean nullable = plain.equals("Nothing");
    for (Matcher m = WRAPPED.matcher(plain); m.matches(); m = WRAPPED.matcher(plain)) {
      nullable |= m.group(1).equals("Nullable");
      plain = m.group(2);
    }
    return types.createTypeWithNullability(notNull(plain, types), nullable);
  }

  private static RelDataType notNull(String type, RelDataTypeFactory types) {
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      return types.createSqlType(
          SqlTypeName.DECIMAL,
          Integer.parseInt(decimal.group(1)),
          Integer.parseInt(decimal.group(2)));
    }
    Matcher timestamp = TIMESTAMP.matcher(type);
    if (timestamp.matches()) {
      return types.createSqlType(SqlTypeName.TIMESTAMP, Integer.parseInt(timestamp.group(1)));
    }
    return switch (type) {
      case "Bool" -> types.createSqlType(SqlTypeName.BOOLEAN);
      case "Int8", "UInt8", "Int16", "UInt16", "Int32" -> types.createSqlType(SqlTypeName.INTEGER);
      case "UInt32", "Int64" -> types.createSqlType(SqlTypeName.BIGINT);
      case "UInt64" -> types.createSqlType(SqlTypeName.DECIMAL, UINT64_DIGITS, 0);
      case "Float32", "Float64" -> types.createSqlType(SqlTypeName.DOUBLE);
      case "Date", "Date32" -> types.createSqlType(SqlTypeName.DATE);
      case "UUID" -> types.createSqlType(SqlTypeName.UUID);
      default ->
          type.startsWith("DateTime")
              ? types.createSqlType(SqlTypeName.TIMESTAMP, 0)
              : types.createSqlType(SqlTypeName.VARCHAR);
    };
  }

  /** A value in exactly the type that {@link #type} says. */
  public String converted(String text) {
    RelDataType type = type();
    boolean asText = type.getSqlTypeName() == SqlTypeName.VARCHAR;
    return TypeNames.typed(asText ? "toString(" + text + ")" : text, type);
  }
}
