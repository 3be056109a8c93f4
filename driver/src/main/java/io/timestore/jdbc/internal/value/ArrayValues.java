package io.timestore.jdbc.internal.value;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.jdbc.internal.result.BlockRows;
import io.timestore.jdbc.internal.text.SqlErrors;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Turns arrays of an answer into Java's arrays, lists and JSON. */
public final class ArrayValues {
  private ArrayValues() {}

  /** The array in a row of an answer, null if it is NULL. */
  static @Nullable public TimestoreArray of(ColumnVector vector, int row, RelDataType type) {
    ArraySlice slice = ArraySlice.optional(vector, row);
    if (slice == null) {
      return null;
    }
    RelDataType elementType = Objects.requireNonNull(type.getComponentType());
    ColumnVector elements = slice.elements();
    List<@Nullable Object> list = new ArrayList<>(slice.size());
    for (int i = slice.from(); i < slice.to(); i++) {
      list.add(elements.isNull(i) ? null : BlockRows.value(elements, i, elementType));
    }
    return new TimestoreArray(elementType, list);
  }

  /** An array of the class that {@code getObject} gives for the elements. */
  static Object standard(RelDataType elementType, List<@Nullable Object> elements)
      throws SQLException {
    Class<?> wanted = standardClass(elementType);
    boolean fits =
        elements.stream()
            .allMatch(
                e ->
                    e == null
                        || e instanceof TimestoreArray
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
    if (component == Object.class && element instanceof TimestoreArray inner) {
      return inner.getArray();
    }
    Class<?> boxed = component.isPrimitive() ? Array.get(one(component), 0).getClass() : component;
    return ObjectValues.as(element, boxed);
  }

  private static Object one(Class<?> component) {
    return Array.newInstance(component, 1);
  }

  /** The elements as {@code getObject} gives them; arrays among them are lists. */
  static List<@Nullable Object> list(TimestoreArray array) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object element : array.elements()) {
      list.add(
          element == null
              ? null
              : element instanceof TimestoreArray inner
                  ? list(inner)
                  : ObjectValues.standard(element));
    }
    return Collections.unmodifiableList(list);
  }

  static String json(List<@Nullable Object> elements) {
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
        || value instanceof TimestoreArray) {
      return String.valueOf(value);
    }
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(value.toString(), quoted);
    return quoted.append('"');
  }
}
