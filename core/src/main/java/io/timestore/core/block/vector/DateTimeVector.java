package io.timestore.core.block.vector;

import io.timestore.core.block.type.Ticks;

/** DateTime (precision 0) and DateTime64: ticks since the epoch, shown in UTC. */
public final class DateTimeVector extends IntegerVector {
  private final long perSecond;

  public DateTimeVector(String name, String type, byte[] data, int rows, int precision, int width) {
    super(name, type, data, rows, width, width == Long.BYTES);
    this.perSecond = Ticks.perSecond(precision);
  }

  @Override
  public long ticksPerSecond() {
    return perSecond;
  }

  @Override
  public Object getObject(int row) {
    return Ticks.toDateTime(bits(row), perSecond);
  }
}
