package io.timestore.core.block.vector;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows picked from several columns of the same meaning, in any order, without copying values. */
public final class PickedVector extends ColumnVector {
  private final ColumnVector[] sources;
  private final int[] source;
  private final int[] row;

  /**
   * @param sources the columns, at least one
   * @param source per row, which column it is picked from
   * @param row per row, which of that column's rows it is
   */
  public PickedVector(String name, ColumnVector[] sources, int[] source, int[] row) {
    super(name, sources[0].clickHouseType());
    this.sources = sources;
    this.source = source;
    this.row = row;
  }

  private ColumnVector at(int index) {
    return sources[source[index]];
  }

  @Override
  public int rows() {
    return row.length;
  }

  @Override
  public boolean isNull(int index) {
    return at(index).isNull(row[index]);
  }

  @Override
  public long getLong(int index) {
    return at(index).getLong(row[index]);
  }

  @Override
  public double getDouble(int index) {
    return at(index).getDouble(row[index]);
  }

  @Override
  public BigDecimal getDecimal(int index) {
    return at(index).getDecimal(row[index]);
  }

  @Override
  public UUID getUuid(int index) {
    return at(index).getUuid(row[index]);
  }

  @Override
  public byte[] getBytes(int index) {
    return at(index).getBytes(row[index]);
  }

  @Override
  public String getString(int index) {
    return at(index).getString(row[index]);
  }

  @Override
  public ArraySlice getArray(int index) {
    return at(index).getArray(row[index]);
  }

  @Override
  public @Nullable Object getObject(int index) {
    return at(index).getObject(row[index]);
  }
}
