package io.timestore.jdbc.internal.value;

import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.request.ArrayParameter;
import java.lang.reflect.Array;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Takes arrays from callers: Java's, collections, and those of {@code java.sql}. */
public final class ArrayParameters {
  private ArrayParameters() {}

  /** Whether a value stands for an array; bytes are text. */
  public static boolean isArray(Object value) {
    return value instanceof java.sql.Array
        || value instanceof Collection<?>
        || (value.getClass().isArray() && !(value instanceof byte[]));
  }

  /** A value that {@link #isArray} as the value of a parameter. */
  public static ArrayParameter of(Object value) throws SQLException {
    if (value instanceof ArrayValue array) {
      return new ArrayParameter(values(array.elements()), type(array.elementType()));
    }
    if (value instanceof java.sql.Array array) {
      return of(array.getArray());
    }
    return new ArrayParameter(values(list(value)), null);
  }

  private static List<@Nullable Object> values(List<@Nullable Object> elements)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (Object element : elements) {
      values.add(element == null ? null : ParameterObjects.of(element));
    }
    return values;
  }

  /** Its elements as they are. */
  public static List<@Nullable Object> list(Object value) {
    if (value instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      list.add(Array.get(value, i));
    }
    return list;
  }

  private static ParameterType type(RelDataType type) {
    RelDataType element = type.getComponentType();
    if (element != null) {
      return ParameterType.arrayOf(type(element));
    }
    return switch (type.getSqlTypeName()) {
      case NULL -> ParameterType.of(SqlTypeName.VARCHAR);
      case CHAR, VARCHAR -> ParameterType.of(SqlTypeName.VARCHAR);
      case DECIMAL -> new ParameterType(SqlTypeName.DECIMAL, type.getPrecision(), type.getScale());
      case TIMESTAMP ->
          new ParameterType(SqlTypeName.TIMESTAMP, type.getPrecision(), Integer.MIN_VALUE);
      default -> ParameterType.of(type.getSqlTypeName());
    };
  }

  /** Refuses to make an array into something else. */
  static void check(Object value, int targetType) throws SQLException {
    boolean wanted = targetType == Types.ARRAY;
    boolean given = isArray(value);
    if (wanted != given && (wanted || targetType != Types.OTHER) && !(value instanceof byte[])) {
      throw Values.refused(value, wanted ? "an array" : "one value", null);
    }
  }
}
