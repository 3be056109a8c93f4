package io.timestore.core.block.vector;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decoded column. Values are made only when asked for. A getter that does not fit the column's
 * type throws {@link UnsupportedOperationException}; a getter on a NULL row returns the type's
 * zero.
 */
public abstract class ColumnVector {
  private final String name;
  private final String clickHouseType;

  protected ColumnVector(String name, String clickHouseType) {
    this.name = name;
    this.clickHouseType = clickHouseType;
  }

  public final String name() {
    return name;
  }

  /** The type as ClickHouse wrote it, with Nullable and LowCardinality. */
  public final String clickHouseType() {
    return clickHouseType;
  }

  public abstract int rows();

  public abstract boolean isNull(int row);

  /** Whether no row can be NULL. */
  public boolean neverNull() {
    return false;
  }

  /**
   * A map of the NULLs, a byte a row, other than 0 where it is NULL, not to be changed; null if the
   * column has none, with NULLs or without.
   */
  public byte @Nullable [] nulls() {
    return null;
  }

  /**
   * What {@link #getLong} gives for every row, in an array of the caller's own; null if it cannot
   * be had at once, or not for every row.
   */
  public long @Nullable [] longs() {
    return null;
  }

  /** What {@link #getDouble} gives for every row, in an array of the caller's own, or null. */
  public double @Nullable [] doubles() {
    return null;
  }

  /** How many ticks of {@link #getLong} are a second; 0 if the values are no times. */
  public long ticksPerSecond() {
    return 0;
  }

  /** The same values without the map of NULLs, for those who know that a row is not NULL. */
  public ColumnVector values() {
    return this;
  }

  /**
   * Integers, booleans (0/1), dates (days since the epoch), DateTime (seconds) and DateTime64
   * (ticks).
   */
  public long getLong(int row) {
    throw unsupported("long");
  }

  /** Floats and integers. */
  public double getDouble(int row) {
    throw unsupported("double");
  }

  /** Decimals and integers of any width, exact. */
  public BigDecimal getDecimal(int row) {
    throw unsupported("decimal");
  }

  public UUID getUuid(int row) {
    throw unsupported("uuid");
  }

  /** The bytes of strings. */
  public byte[] getBytes(int row) {
    throw unsupported("bytes");
  }

  public String getString(int row) {
    return new String(getBytes(row), StandardCharsets.UTF_8);
  }

  /** The elements of an array. */
  public ArraySlice getArray(int row) {
    throw unsupported("array");
  }

  /**
   * The value in its natural Java form: Long, Double, BigDecimal, Boolean, String, UUID, LocalDate,
   * LocalDateTime (timestamps, in UTC), List for arrays and tuples, Map; null for NULL.
   */
  public abstract @Nullable Object getObject(int row);

  private UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(
        "column '" + name + "' of type " + clickHouseType + " has no " + what + " values");
  }
}
