package io.timestore.calcite.local;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.StringJoiner;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.JsonBuilder;

/** Shows arrays as the JSON texts that answers have in their place. Stateless. */
final class ArrayText {
  private static final int NANO_DIGITS = 9;

  private ArrayText() {}

  static String of(List<?> array, RelDataType element) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (Object value : array) {
      text.add(value == null ? "null" : of(value, element));
    }
    return text.toString();
  }

  private static String of(Object value, RelDataType type) {
    RelDataType element = type.getComponentType();
    if (value instanceof List<?> list && element != null) {
      return of(list, element);
    }
    if (value instanceof Number number) {
      return switch (type.getSqlTypeName()) {
        case DATE -> quoted(LocalDate.ofEpochDay(number.longValue()));
        case TIMESTAMP -> quoted(time(number.longValue(), CellReader.digits(type)));
        default -> number.toString();
      };
    }
    return value instanceof Boolean ? value.toString() : quoted(value);
  }

  private static String quoted(Object value) {
    return new JsonBuilder().toJsonString(value.toString());
  }

  private static LocalDateTime time(long ticks, int digits) {
    long perSecond = CellReader.rescaled(1, 0, digits);
    long nanos = CellReader.rescaled(Math.floorMod(ticks, perSecond), digits, NANO_DIGITS);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(ticks, perSecond), (int) nanos, ZoneOffset.UTC);
  }
}
