package io.timestore.core.block.vector;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary and an index per row. In a nullable dictionary index 0 is NULL. Strings are made
 * once per key.
 */
public final class LowCardinalityVector extends ColumnVector {
  private final ColumnVector keys;
  private final IntegerVector indexes;
  private final boolean nullable;
  private final @Nullable String[] strings;

  public LowCardinalityVector(
      String name, String type, ColumnVector keys, IntegerVector indexes, boolean nullable) {
    super(name, type);
    this.keys = keys;
    this.indexes = indexes;
    this.nullable = nullable;
    this.strings = new @Nullable String[keys.rows()];
  }

  @Override
  public int rows() {
    return indexes.rows();
  }

  private int key(int row) {
    return (int) indexes.bits(row);
  }

  @Override
  public boolean isNull(int row) {
    return nullable && key(row) == 0;
  }

  @Override
  public long getLong(int row) {
    return isNull(row) ? 0 : keys.getLong(key(row));
  }

  @Override
  public double getDouble(int row) {
    return isNull(row) ? 0 : keys.getDouble(key(row));
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return isNull(row) ? BigDecimal.ZERO : keys.getDecimal(key(row));
  }

  @Override
  public UUID getUuid(int row) {
    return keys.getUuid(key(row));
  }

  @Override
  public byte[] getBytes(int row) {
    return keys.getBytes(key(row));
  }

  @Override
  public String getString(int row) {
    int key = key(row);
    String text = strings[key];
    if (text == null) {
      text = keys.getString(key);
      strings[key] = text;
    }
    return text;
  }

  @Override
  public @Nullable Object getObject(int row) {
    if (isNull(row)) {
      return null;
    }
    return keys instanceof StringVector ? getString(row) : keys.getObject(key(row));
  }
}
