package io.timestore.calcite.merge.tail;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.DoubleColumn;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.OpaqueColumn;
import io.timestore.calcite.merge.column.TextColumn;
import io.timestore.calcite.merge.column.TimeUnits;
import io.timestore.calcite.merge.column.ValueType;
import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ColumnVector;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads decoded ClickHouse columns into columns of a wanted type. Stateless. */
public final class ColumnDecoder {
  private static final long SECONDS_OF_DAY = 86_400;

  private ColumnDecoder() {}

  /** The rows of all parts, one after another. */
  public static Column of(List<ColumnVector> parts, ValueType type, int rows) {
    return switch (type.kind()) {
      case INTEGER, BOOLEAN, DATE -> longs(parts, rows, null);
      case TIMESTAMP -> longs(parts, rows, type);
      case DOUBLE -> doubles(parts, rows);
      case TEXT -> texts(parts, rows);
      case DECIMAL, OPAQUE -> OpaqueColumn.of(parts.toArray(new ColumnVector[0]), rows);
    };
  }

  private static boolean @Nullable [] nulls(List<ColumnVector> parts, int rows) {
    boolean[] nulls = null;
    int at = 0;
    for (ColumnVector part : parts) {
      for (int i = 0; i < part.rows(); i++, at++) {
        if (part.isNull(i)) {
          if (nulls == null) {
            nulls = new boolean[rows];
          }
          nulls[at] = true;
        }
      }
    }
    return nulls;
  }

  private static Column longs(List<ColumnVector> parts, int rows, @Nullable ValueType timestamp) {
    long[] values = new long[rows];
    int at = 0;
    for (ColumnVector part : parts) {
      int from = at;
      for (int i = 0; i < part.rows(); i++) {
        values[at++] = part.getLong(i);
      }
      if (timestamp != null) {
        scale(values, from, at, part.clickHouseType(), timestamp.precision());
      }
    }
    return new LongColumn(values, nulls(parts, rows));
  }

  /** Brings ticks to a precision, whatever ClickHouse calls the column. */
  private static void scale(long[] values, int from, int to, String type, int precision) {
    ClickHouseType plain = ClickHouseType.parse(type).unwrapped();
    boolean isDay = plain.name().startsWith("Date") && !plain.name().startsWith("DateTime");
    int given = plain.name().equals("DateTime64") ? plain.intAt(0) : 0;
    long factor =
        (isDay ? SECONDS_OF_DAY : 1) * TimeUnits.powerOfTen(Math.max(0, precision - given));
    long divisor = TimeUnits.powerOfTen(Math.max(0, given - precision));
    if (factor == 1 && divisor == 1) {
      return;
    }
    for (int i = from; i < to; i++) {
      values[i] = Math.floorDiv(values[i], divisor) * factor;
    }
  }

  private static Column doubles(List<ColumnVector> parts, int rows) {
    double[] values = new double[rows];
    int at = 0;
    for (ColumnVector part : parts) {
      for (int i = 0; i < part.rows(); i++) {
        values[at++] = part.getDouble(i);
      }
    }
    return new DoubleColumn(values, nulls(parts, rows));
  }

  private static Column texts(List<ColumnVector> parts, int rows) {
    byte[] @Nullable [] values = new byte[rows][];
    boolean[] nulls = nulls(parts, rows);
    IdentityHashMap<String, byte[]> shared = new IdentityHashMap<>();
    int at = 0;
    for (ColumnVector part : parts) {
      boolean dictionary = part.clickHouseType().startsWith("LowCardinality");
      for (int i = 0; i < part.rows(); i++, at++) {
        if (nulls != null && nulls[at]) {
          continue;
        }
        values[at] =
            dictionary
                ? shared.computeIfAbsent(
                    part.getString(i),
                    text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : part.getBytes(i);
      }
    }
    return new TextColumn(values, nulls);
  }
}
