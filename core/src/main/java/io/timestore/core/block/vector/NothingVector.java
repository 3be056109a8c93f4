package io.timestore.core.block.vector;

import org.jspecify.annotations.Nullable;

/** The type of a bare NULL: every row is NULL. */
public final class NothingVector extends ColumnVector {
  private final int rows;

  public NothingVector(String name, String type, int rows) {
    super(name, type);
    this.rows = rows;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return true;
  }

  @Override
  public @Nullable Object getObject(int row) {
    return null;
  }
}
