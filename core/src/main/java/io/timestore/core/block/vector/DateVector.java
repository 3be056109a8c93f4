package io.timestore.core.block.vector;

import java.time.LocalDate;

/** Date and Date32: days since the epoch. */
public final class DateVector extends IntegerVector {
  public DateVector(String name, String type, byte[] data, int rows, int width) {
    super(name, type, data, rows, width, width == Integer.BYTES);
  }

  @Override
  public Object getObject(int row) {
    return LocalDate.ofEpochDay(bits(row));
  }
}
