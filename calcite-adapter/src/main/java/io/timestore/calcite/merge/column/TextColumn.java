package io.timestore.calcite.merge.column;

import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.block.vector.ColumnVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text in UTF-8, ordered by its bytes. Rows may share arrays; a NULL has none. */
public final class TextColumn extends Column {
  private static final byte[] EMPTY = new byte[0];

  private final byte[] @Nullable [] values;

  public TextColumn(byte[] @Nullable [] values, boolean @Nullable [] nulls) {
    super(values.length, nulls);
    this.values = values;
  }

  public static TextColumn constant(byte[] value, int rows) {
    byte[] @Nullable [] values = new byte[rows][];
    Arrays.fill(values, value);
    return new TextColumn(values, null);
  }

  public static TextColumn concat(Column[] parts, int rows, boolean @Nullable [] nulls) {
    byte[] @Nullable [] values = new byte[rows][];
    int at = 0;
    for (Column part : parts) {
      System.arraycopy(((TextColumn) part).values, 0, values, at, part.rows());
      at += part.rows();
    }
    return new TextColumn(values, nulls);
  }

  /** The bytes of a row; none for NULL. */
  public byte[] bytes(int row) {
    byte[] value = values[row];
    return value == null ? EMPTY : value;
  }

  @Override
  TextColumn take(int[] picked) {
    byte[] @Nullable [] taken = new byte[picked.length][];
    for (int i = 0; i < picked.length; i++) {
      taken[i] = values[picked[i]];
    }
    return new TextColumn(taken, takeNulls(picked));
  }

  @Override
  public int compare(int row, Column other, int otherRow) {
    return Arrays.compareUnsigned(bytes(row), ((TextColumn) other).bytes(otherRow));
  }

  @Override
  ColumnVector vector(String name, ValueType type) {
    return VectorBuilder.strings(name, values, nulls());
  }
}
