package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Integers of 1 to 8 bytes, and what is stored as such. */
public class IntegerVector extends ColumnVector {
  private final byte[] data;
  private final int rows;
  private final int width;
  private final boolean signed;

  public IntegerVector(String name, String type, byte[] data, int rows, int width, boolean signed) {
    super(name, type);
    this.data = data;
    this.rows = rows;
    this.width = width;
    this.signed = signed;
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final boolean neverNull() {
    return true;
  }

  @Override
  public final boolean isNull(int row) {
    return false;
  }

  public final long bits(int row) {
    return switch (width) {
      case Long.BYTES -> LittleEndian.getLong(data, row * Long.BYTES);
      case Integer.BYTES -> {
        int value = LittleEndian.getInt(data, row * Integer.BYTES);
        yield signed ? value : Integer.toUnsignedLong(value);
      }
      case Short.BYTES -> {
        short value = LittleEndian.getShort(data, row * Short.BYTES);
        yield signed ? value : Short.toUnsignedInt(value);
      }
      default -> signed ? data[row] : Byte.toUnsignedInt(data[row]);
    };
  }

  @Override
  public final long @Nullable [] longs() {
    if (!signed && width == Long.BYTES) {
      return null;
    }
    long[] values = new long[rows];
    if (width == Long.BYTES) {
      LittleEndian.getLongs(data, values);
    } else {
      for (int i = 0; i < rows; i++) {
        values[i] = bits(i);
      }
    }
    return values;
  }

  private boolean isAboveLong(long bits) {
    return bits < 0 && !signed;
  }

  @Override
  public long getLong(int row) {
    long bits = bits(row);
    if (isAboveLong(bits)) {
      throw overflow(this, Long.toUnsignedString(bits));
    }
    return bits;
  }

  @Override
  public double getDouble(int row) {
    long bits = bits(row);
    return isAboveLong(bits) ? getDecimal(row).doubleValue() : bits;
  }

  @Override
  public BigDecimal getDecimal(int row) {
    long bits = bits(row);
    return isAboveLong(bits)
        ? new BigDecimal(new BigInteger(Long.toUnsignedString(bits)))
        : BigDecimal.valueOf(bits);
  }

  /** A Long, or a BigDecimal where the value is above Long's. */
  @Override
  public @Nullable Object getObject(int row) {
    long bits = bits(row);
    return isAboveLong(bits) ? getDecimal(row) : (Object) bits;
  }

  static TimestoreException overflow(ColumnVector column, Object value) {
    return new TimestoreException(
        ErrorCode.INVALID_VALUE,
        "column '"
            + column.name()
            + "' of type "
            + column.clickHouseType()
            + " holds "
            + value
            + ", which is not a 64-bit integer; read it as a decimal");
  }
}
