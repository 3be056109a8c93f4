package io.timestore.calcite.local;

import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a column's values in the forms that Enumerable operators take. Timestamps of up to 3 digits
 * are milliseconds, as Calcite has them; those of more are ticks of their precision, and no
 * operator that knows about time gets to see them. Immutable.
 */
final class CellReader {
  private static final int MILLI_DIGITS = 3;
  private static final int NANO_DIGITS = 9;
  private static final long SECONDS_OF_DAY = 86_400;

  private final RelDataType type;

  private CellReader(RelDataType type) {
    this.type = type;
  }

  /** Readers of a row's columns. */
  static CellReader[] of(RelDataType row) {
    return row.getFieldList().stream()
        .map(field -> new CellReader(field.getType()))
        .toArray(CellReader[]::new);
  }

  /** Digits of a second in which a timestamp is counted here. */
  static int digits(RelDataType timestamp) {
    return Math.max(MILLI_DIGITS, timestamp.getPrecision());
  }

  @Nullable Object read(ColumnVector column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> column.getLong(row) != 0;
      case TINYINT -> (byte) column.getLong(row);
      case SMALLINT -> (short) column.getLong(row);
      case INTEGER, DATE -> Math.toIntExact(column.getLong(row));
      case BIGINT -> column.getLong(row);
      case REAL -> (float) column.getDouble(row);
      case FLOAT, DOUBLE -> column.getDouble(row);
      case DECIMAL -> column.getDecimal(row).setScale(type.getScale(), RoundingMode.HALF_UP);
      case CHAR, VARCHAR -> column.getString(row);
      case UUID -> column.getUuid(row);
      case TIMESTAMP -> ticks(column, row);
      case ARRAY -> array(column, row);
      default ->
          throw new TimestoreException(
              ErrorCode.UNSUPPORTED,
              "values of type " + type + " are not supported in what ClickHouse does not compute");
    };
  }

  private @Nullable List<@Nullable Object> array(ColumnVector column, int row) {
    ArraySlice array = ArraySlice.optional(column, row);
    RelDataType element = type.getComponentType();
    if (array == null || element == null) {
      return null;
    }
    CellReader reader = new CellReader(element);
    List<@Nullable Object> list = new ArrayList<>(array.size());
    for (int i = array.from(); i < array.to(); i++) {
      list.add(reader.read(array.elements(), i));
    }
    return list;
  }

  private long ticks(ColumnVector column, int row) {
    ClickHouseType given = ClickHouseType.parse(column.clickHouseType()).unwrapped();
    long value = column.getLong(row);
    if (given.name().equals("DateTime64")) {
      return rescaled(value, given.intAt(0), digits(type));
    }
    boolean isDay = given.name().equals("Date") || given.name().equals("Date32");
    return rescaled(isDay ? Math.multiplyExact(value, SECONDS_OF_DAY) : value, 0, digits(type));
  }

  /** Ticks of a time; what is finer is cut off. */
  static long ticks(LocalDateTime time, int digits) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return rescaled(instant.getEpochSecond(), 0, digits)
        + rescaled(instant.getNano(), NANO_DIGITS, digits);
  }

  /** Ticks in another precision; what is finer is cut off. */
  static long rescaled(long ticks, int from, int to) {
    long result = ticks;
    for (int digit = from; digit < to; digit++) {
      result = Math.multiplyExact(result, 10L);
    }
    for (int digit = to; digit < from; digit++) {
      result = Math.floorDiv(result, 10L);
    }
    return result;
  }
}
