package io.timestore.core.block.read;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ArrayVector;
import io.timestore.core.block.vector.BoolVector;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.vector.DateTimeVector;
import io.timestore.core.block.vector.DateVector;
import io.timestore.core.block.vector.DecimalVector;
import io.timestore.core.block.vector.FloatVector;
import io.timestore.core.block.vector.IntegerVector;
import io.timestore.core.block.vector.NullableVector;
import io.timestore.core.block.vector.StringData;
import io.timestore.core.block.vector.StringVector;
import io.timestore.core.block.vector.UuidVector;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes columns from values that were computed here, in the layouts that {@link NativeReader}
 * gives. The arrays of values hold anything where {@code nulls} says true. Stateless.
 */
public final class VectorBuilder {
  private static final int DECIMAL_BYTES = 32;
  private static final int DECIMAL_DIGITS = 76;

  private VectorBuilder() {}

  /**
   * A column of a type whose values are 64-bit integers here.
   *
   * @param type Int64, Bool (0 and 1), Date32 (days since the epoch) or DateTime64 (ticks)
   * @param nulls which rows are NULL; null for none
   */
  public static ColumnVector longs(
      String name, ClickHouseType type, long[] values, boolean @Nullable [] nulls) {
    int rows = values.length;
    ColumnVector vector =
        switch (type.name()) {
          case "Int64" -> new IntegerVector(name, type.text(), eightBytes(values), rows, 8, true);
          case "DateTime64" ->
              new DateTimeVector(
                  name, type.text(), eightBytes(values), rows, type.intAt(0), Long.BYTES);
          case "Date32" -> new DateVector(name, type.text(), fourBytes(values), rows, 4);
          case "Bool" -> new BoolVector(name, type.text(), oneByte(values), rows);
          default -> throw new IllegalArgumentException(type + " has no 64-bit integers");
        };
    return nullable(vector, nulls);
  }

  /** A column of Float64. */
  public static ColumnVector doubles(String name, double[] values, boolean @Nullable [] nulls) {
    byte[] data = new byte[values.length * Double.BYTES];
    for (int i = 0; i < values.length; i++) {
      LittleEndian.putLong(data, i * Double.BYTES, Double.doubleToRawLongBits(values[i]));
    }
    return nullable(new FloatVector(name, "Float64", data, values.length, Double.BYTES), nulls);
  }

  /** A column of strings in UTF-8. */
  public static ColumnVector strings(
      String name, byte[] @Nullable [] values, boolean @Nullable [] nulls) {
    int[] ends = new int[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      byte[] value = values[i];
      size = Math.addExact(size, value == null ? 0 : value.length);
      ends[i] = size;
    }
    byte[] bytes = new byte[size];
    for (int i = 0, at = 0; i < values.length; at = ends[i++]) {
      byte[] value = values[i];
      if (value != null) {
        System.arraycopy(value, 0, bytes, at, value.length);
      }
    }
    StringData data = new StringData(bytes, ends);
    return nullable(new StringVector(name, "String", data, values.length), nulls);
  }

  /** A column of decimals with a scale, which every value has or can be brought to exactly. */
  public static ColumnVector decimals(
      String name, int scale, @Nullable BigDecimal[] values, boolean @Nullable [] nulls) {
    byte[] data = new byte[values.length * DECIMAL_BYTES];
    for (int i = 0; i < values.length; i++) {
      BigDecimal value = values[i];
      if (value != null) {
        LittleEndian.putBig(
            data, i * DECIMAL_BYTES, DECIMAL_BYTES, value.setScale(scale).unscaledValue());
      }
    }
    String type = "Decimal(" + DECIMAL_DIGITS + ", " + scale + ")";
    return nullable(
        new DecimalVector(name, type, data, values.length, DECIMAL_BYTES, scale), nulls);
  }

  /** A column of UUIDs. */
  public static ColumnVector uuids(
      String name, @Nullable UUID[] values, boolean @Nullable [] nulls) {
    byte[] data = new byte[values.length * 2 * Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      UUID value = values[i];
      if (value != null) {
        LittleEndian.putLong(data, i * 2 * Long.BYTES, value.getMostSignificantBits());
        LittleEndian.putLong(data, (i * 2 + 1) * Long.BYTES, value.getLeastSignificantBits());
      }
    }
    return nullable(new UuidVector(name, "UUID", data, values.length), nulls);
  }

  /**
   * A column of arrays.
   *
   * @param ends where each row's elements end
   */
  public static ColumnVector arrays(String name, long[] ends, ColumnVector elements) {
    return new ArrayVector(
        name,
        "Array(" + elements.clickHouseType() + ")",
        eightBytes(ends),
        ends.length,
        elements,
        null);
  }

  private static ColumnVector nullable(ColumnVector values, boolean @Nullable [] nulls) {
    if (nulls == null) {
      return values;
    }
    byte[] map = new byte[nulls.length];
    for (int i = 0; i < nulls.length; i++) {
      map[i] = (byte) (nulls[i] ? 1 : 0);
    }
    return new NullableVector(
        values.name(), "Nullable(" + values.clickHouseType() + ")", map, values);
  }

  private static byte[] eightBytes(long[] values) {
    byte[] data = new byte[values.length * Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      LittleEndian.putLong(data, i * Long.BYTES, values[i]);
    }
    return data;
  }

  private static byte[] fourBytes(long[] values) {
    byte[] data = new byte[values.length * Integer.BYTES];
    for (int i = 0; i < values.length; i++) {
      LittleEndian.putInt(data, i * Integer.BYTES, (int) values[i]);
    }
    return data;
  }

  private static byte[] oneByte(long[] values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) values[i];
    }
    return data;
  }
}
