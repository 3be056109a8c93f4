package io.timestore.jdbc.internal.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.timestore.calcite.request.ArrayParameter;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.block.write.NativeBlockBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.value.TimeValues;
import io.timestore.jdbc.internal.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of an INSERT at a time. First all of its values are taken in the form of their columns,
 * then it is appended, so a value that is refused leaves no part of a row. A value is never changed
 * to fit. For one thread.
 */
final class InsertRow {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int NANO_DIGITS = 9;
  private static final int BYTES_PER_VALUE = 16;

  private final Table table;
  private final List<Field> fields;
  private final long[] numbers;
  private final @Nullable Object[] objects;
  private final long[] ticksPerSecond;
  private long bytes;

  /**
   * Makes a row.
   *
   * @param fields the columns of the INSERT, in its order
   */
  InsertRow(Table table, List<Field> fields) {
    this.table = table;
    this.fields = List.copyOf(fields);
    this.numbers = new long[fields.size()];
    this.objects = new Object[fields.size()];
    this.ticksPerSecond =
        fields.stream().mapToLong(f -> (long) Math.pow(10, f.type().precision())).toArray();
  }

  List<Field> fields() {
    return fields;
  }

  /** About as many bytes as the values take that were taken last. */
  long bytes() {
    return bytes;
  }

  /**
   * Takes the values of a row.
   *
   * @param columns where they will go; nothing is appended
   */
  void take(List<@Nullable Object> values, NativeBlockBuilder columns) throws SQLException {
    bytes = (long) BYTES_PER_VALUE * values.size();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      objects[i] = value;
      if (value instanceof ArrayParameter) {
        throw refused(fields.get(i), value, "no column holds arrays");
      }
      if (value != null) {
        try {
          take(i, value, columns.column(i));
        } catch (TimestoreException e) {
          throw refused(fields.get(i), value, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void take(int index, Object value, ColumnBuilder column) throws SQLException {
    Field field = fields.get(index);
    switch (field.type().kind()) {
      case TIMESTAMP -> number(index, ticks(index, value), column);
      case DATE -> number(index, TimeValues.toLocalDate(value).toEpochDay(), column);
      case BOOLEAN -> number(index, Values.toBoolean(value) ? 1 : 0, column);
      case INTEGER -> number(index, integer(field, value), column);
      case DOUBLE -> numbers[index] = Double.doubleToRawLongBits(floating(field, value));
      case DECIMAL -> {
        BigDecimal exact = exact(field, value);
        column.checkDecimal(exact);
        objects[index] = exact;
      }
      case UUID -> objects[index] = Values.toUuid(value);
      case JSON -> text(index, json(field, Values.toText(value)));
      case STRING, KEYWORD -> text(index, Values.toText(value));
    }
  }

  private void number(int index, long number, ColumnBuilder column) {
    column.checkLong(number);
    numbers[index] = number;
  }

  private long ticks(int index, Object value) throws SQLException {
    Field field = fields.get(index);
    LocalDateTime time = TimeValues.toDateTime(value);
    long nanosPerTick = 1_000_000_000L / ticksPerSecond[index];
    int nano = time.get(ChronoField.NANO_OF_SECOND);
    if (nano % nanosPerTick != 0) {
      throw refused(field, value, "it has " + field.type().precision() + " fraction digits");
    }
    try {
      return Math.addExact(
          Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), ticksPerSecond[index]),
          nano / nanosPerTick);
    } catch (ArithmeticException e) {
      throw refused(field, value, "it is out of range");
    }
  }

  /** A number with a fraction becomes the nearest double; a whole one must be exactly a double. */
  private double floating(Field field, Object value) throws SQLException {
    if (value instanceof Double || value instanceof Boolean) {
      return Values.toDouble(value);
    }
    double nearest = Values.toDouble(value);
    if (Double.isNaN(nearest) || value.toString().strip().endsWith("Infinity")) {
      return nearest;
    }
    BigDecimal exact = Values.toDecimal(value);
    if (Double.isInfinite(nearest) || (nearest == 0 && exact.signum() != 0)) {
      throw refused(field, value, "it is out of range");
    }
    if (exact.scale() == 0 && new BigDecimal(nearest).compareTo(exact) != 0) {
      throw refused(field, value, "a double does not hold it exactly");
    }
    return nearest;
  }

  private long integer(Field field, Object value) throws SQLException {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    BigDecimal exact = exact(field, value);
    try {
      // 1e1000000000 would be written out before it is found to be too large
      if (exact.precision() - (long) exact.scale() > 2 * NANO_DIGITS + 1 && exact.signum() != 0) {
        throw refused(field, value, "it is out of range");
      }
      return exact.longValueExact();
    } catch (ArithmeticException e) {
      throw refused(field, value, "it is no whole number of 64 bits");
    }
  }

  private BigDecimal exact(Field field, Object value) throws SQLException {
    if (value instanceof Boolean) {
      throw refused(field, value, "it holds numbers");
    }
    return value instanceof Double d && !d.isNaN() && !d.isInfinite()
        ? new BigDecimal(Double.toString(d))
        : Values.toDecimal(value);
  }

  private String json(Field field, String text) throws SQLException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw refused(field, text, "it is more than one JSON value");
      }
    } catch (IOException e) {
      throw refused(field, text, "it is not JSON (" + e.getMessage() + ")");
    }
    return text.isBlank() ? "null" : text;
  }

  private void text(int index, String text) throws SQLException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw refused(fields.get(index), text, "it has half of a surrogate pair");
        }
        i++;
      }
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes += utf8.length;
    objects[index] = utf8;
  }

  /** Appends the values that were taken last. */
  void appendTo(NativeBlockBuilder columns) {
    for (int i = 0; i < objects.length; i++) {
      ColumnBuilder column = columns.column(i);
      Object object = objects[i];
      if (object == null) {
        column.appendNull();
      } else if (object instanceof byte[] utf8) {
        column.appendUtf8(utf8, 0, utf8.length);
      } else {
        append(i, object, column);
      }
    }
    columns.endRow();
  }

  private void append(int index, Object object, ColumnBuilder column) {
    switch (fields.get(index).type().kind()) {
      case DOUBLE -> column.appendDouble(Double.longBitsToDouble(numbers[index]));
      case DECIMAL -> column.appendDecimal((BigDecimal) object);
      case UUID -> {
        UUID id = (UUID) object;
        column.appendUuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
      }
      default -> column.appendLong(numbers[index]);
    }
  }

  private SQLException refused(Field field, Object value, String why) {
    return SqlErrors.badValue(
        "the value '"
            + value
            + "' does not fit column '"
            + field.name()
            + "' of "
            + table.name()
            + ", which is "
            + field.type()
            + ": "
            + why,
        null);
  }
}
