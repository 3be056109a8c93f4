package io.timestore.calcite.merge.column;

import org.jspecify.annotations.Nullable;

/** Makes a column of single values that lie in several columns. Stateless. */
public final class Gathered {
  private Gathered() {}

  /**
   * A column whose rows come from several others.
   *
   * @param sources per row the column to take it from, null for NULL
   * @param rows per row the row in that column
   */
  public static Column column(@Nullable Column[] sources, int[] rows, ValueType type) {
    int count = sources.length;
    boolean[] nulls = new boolean[count];
    boolean any = false;
    for (int i = 0; i < count; i++) {
      Column source = sources[i];
      nulls[i] = source == null || source.isNull(rows[i]);
      any |= nulls[i];
    }
    boolean[] map = any ? nulls : null;
    return switch (type.kind()) {
      case DOUBLE -> {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
          values[i] = sources[i] instanceof DoubleColumn c ? c.values[rows[i]] : 0;
        }
        yield new DoubleColumn(values, map);
      }
      case TEXT -> {
        byte[] @Nullable [] values = new byte[count][];
        for (int i = 0; i < count; i++) {
          values[i] = sources[i] instanceof TextColumn c ? c.bytes(rows[i]) : null;
        }
        yield new TextColumn(values, map);
      }
      case DECIMAL -> DecimalValues.gather(sources, rows);
      default -> {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          values[i] = sources[i] instanceof LongColumn c ? c.values[rows[i]] : 0;
        }
        yield new LongColumn(values, map);
      }
    };
  }
}
