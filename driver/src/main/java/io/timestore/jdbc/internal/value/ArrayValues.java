package io.timestore.jdbc.internal.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Turns arrays of an answer into Java's arrays, lists and JSON. */
public final class ArrayValues {
  private ArrayValues() {}

  /** An array of the class that {@code getObject} gives for the elements. */
  public static Object standard(RelDataType elementType, List<@Nullable Object> elements)
      throws SQLException {
    Class<?> wanted = standardClass(elementType);
    boolean fits =
        elements.stream()
            .allMatch(
                e ->
                    e == null
                        || e instanceof ArrayValue
                        || wanted.isInstance(ObjectValues.standard(e)));
    return convert(elements, fits ? wanted : Object.class);
  }

  private static Class<?> standardClass(RelDataType type) {
    RelDataType element = type.getComponentType();
    if (element != null) {
      return standardClass(element).arrayType();
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Boolean.class;
      case TINYINT, SMALLINT, INTEGER -> Integer.class;
      case BIGINT -> Long.class;
      case REAL -> Float.class;
      case FLOAT, DOUBLE -> Double.class;
      case DECIMAL -> BigDecimal.class;
      case DATE -> Date.class;
      case TIMESTAMP -> Timestamp.class;
      case UUID -> UUID.class;
      case NULL -> Object.class;
      default -> String.class;
    };
  }

  /** An array of a class, which may be primitive or an array itself. */
  static Object convert(List<@Nullable Object> elements, Class<?> component) throws SQLException {
    Object array = Array.newInstance(component, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i);
      if (element != null) {
        Array.set(array, i, element(element, component));
      } else if (component.isPrimitive()) {
        throw SqlErrors.badValue(
            "element " + (i + 1) + " is NULL, which a " + component + "[] cannot hold", null);
      }
    }
    return array;
  }

  private static Object element(Object element, Class<?> component) throws SQLException {
    if (component == Object.class && element instanceof ArrayValue inner) {
      return inner.getArray();
    }
    Class<?> boxed = component.isPrimitive() ? Array.get(one(component), 0).getClass() : component;
    return ObjectValues.as(element, boxed);
  }

  private static Object one(Class<?> component) {
    return Array.newInstance(component, 1);
  }

  /** The elements as {@code getObject} gives them; arrays among them are lists. */
  static List<@Nullable Object> list(ArrayValue array) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object element : array.elements()) {
      list.add(
          element == null
              ? null
              : element instanceof ArrayValue inner ? list(inner) : ObjectValues.standard(element));
    }
    return Collections.unmodifiableList(list);
  }

  public static String json(List<@Nullable Object> elements) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (Object element : elements) {
      text.add(json(element));
    }
    return text.toString();
  }

  private static CharSequence json(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof ArrayValue) {
      return String.valueOf(value);
    }
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(value.toString(), quoted);
    return quoted.append('"');
  }
}
