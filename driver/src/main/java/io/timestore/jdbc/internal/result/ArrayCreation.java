package io.timestore.jdbc.internal.result;

import io.timestore.calcite.schema.SqlTypes;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.value.ArrayParameters;
import io.timestore.jdbc.internal.value.ColumnInfo;
import io.timestore.jdbc.internal.value.ParameterObjects;
import io.timestore.jdbc.internal.value.Values;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Makes the arrays of {@code createArrayOf}. Stateless. */
public final class ArrayCreation {
  private static final int DIGITS = 76;
  private static final int SCALE = 38;
  private static final int NANO_DIGITS = 9;

  private ArrayCreation() {}

  /**
   * An array of elements that are brought to a type by its name.
   *
   * @param elements may be arrays of elements of the type
   */
  public static TimestoreArray create(
      @Nullable String typeName, @Nullable Object @Nullable [] elements) throws SQLException {
    if (typeName == null || elements == null) {
      throw SqlErrors.badArgument("createArrayOf needs the elements' type and the elements");
    }
    return create(named(typeName), ArrayParameters.list(elements));
  }

  private static TimestoreArray create(RelDataType type, List<@Nullable Object> given)
      throws SQLException {
    List<@Nullable Object> elements = new ArrayList<>(given.size());
    RelDataType elementType = type;
    for (Object element : given) {
      if (element != null && ArrayParameters.isArray(element)) {
        TimestoreArray inner =
            element instanceof TimestoreArray made
                ? made
                : create(type, ArrayParameters.list(element));
        elementType = SqlTypes.FACTORY.createArrayType(inner.elementType(), -1);
        elements.add(inner);
      } else {
        elements.add(element == null ? null : converted(element, type));
      }
    }
    return new TimestoreArray(nullable(elementType), elements);
  }

  private static RelDataType nullable(RelDataType type) {
    return SqlTypes.FACTORY.createTypeWithNullability(type, true);
  }

  private static Object converted(Object value, RelDataType type) throws SQLException {
    Object natural = ParameterObjects.of(value);
    return switch (type.getSqlTypeName()) {
      case TINYINT -> (int) Values.toLong(natural, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> (int) Values.toLong(natural, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> (int) Values.toLong(natural, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case REAL -> (float) Values.toDouble(natural);
      case UUID -> Values.toUuid(natural);
      default -> ParameterObjects.of(natural, ColumnInfo.of(type).jdbcType());
    };
  }

  private static RelDataType named(String name) throws SQLException {
    String plain = name.strip().replaceFirst("\\s*\\(.*\\)$", "").toUpperCase(Locale.ROOT);
    return switch (plain) {
      case "BIGINT", "INT8", "INT64" -> type(SqlTypeName.BIGINT);
      case "INTEGER", "INT", "INT4", "INT32" -> type(SqlTypeName.INTEGER);
      case "SMALLINT", "INT2", "INT16" -> type(SqlTypeName.SMALLINT);
      case "TINYINT" -> type(SqlTypeName.TINYINT);
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT", "FLOAT8", "FLOAT64" -> type(SqlTypeName.DOUBLE);
      case "REAL", "FLOAT4", "FLOAT32" -> type(SqlTypeName.REAL);
      case "DECIMAL", "NUMERIC" ->
          SqlTypes.FACTORY.createSqlType(SqlTypeName.DECIMAL, DIGITS, SCALE);
      case "VARCHAR", "CHAR", "TEXT", "STRING", "KEYWORD", "JSON" -> type(SqlTypeName.VARCHAR);
      case "DATE", "DATE32" -> type(SqlTypeName.DATE);
      case "TIMESTAMP", "DATETIME", "TIMESTAMPTZ", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          SqlTypes.FACTORY.createSqlType(SqlTypeName.TIMESTAMP, NANO_DIGITS);
      case "BOOLEAN", "BOOL" -> type(SqlTypeName.BOOLEAN);
      case "UUID" -> type(SqlTypeName.UUID);
      default ->
          throw SqlErrors.badArgument(
              "there is no type '"
                  + name
                  + "' for elements; accepted are BIGINT, INTEGER, SMALLINT, TINYINT, DECIMAL,"
                  + " DOUBLE, REAL, VARCHAR, DATE, TIMESTAMP, BOOLEAN, UUID and their other names");
    };
  }

  private static RelDataType type(SqlTypeName name) {
    return SqlTypes.FACTORY.createSqlType(name);
  }
}
