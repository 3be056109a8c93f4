package io.timestore.core.block.write;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Collects one column of a block in ClickHouse's Native layout, without boxing. Each column takes
 * the appends of its type and refuses the others with INVALID_VALUE. For one thread.
 */
public abstract class ColumnBuilder {
  private final String name;
  private final FieldType type;
  private final boolean nullable;
  private final ByteBuilder nullMap;
  private int size;
  private int nulls;

  ColumnBuilder(String name, FieldType type, boolean nullable) {
    this.name = name;
    this.type = type;
    this.nullable = nullable;
    this.nullMap = new ByteBuilder(nullable ? 64 : 0);
  }

  public static ColumnBuilder of(String name, FieldType type, boolean nullable) {
    return switch (type.kind()) {
      case INTEGER, TIMESTAMP, DATE, BOOLEAN -> new LongColumnBuilder(name, type, nullable);
      case DOUBLE -> new DoubleColumnBuilder(name, type, nullable);
      case DECIMAL -> new DecimalColumnBuilder(name, type, nullable);
      case UUID -> new UuidColumnBuilder(name, type, nullable);
      case STRING, JSON -> new StringColumnBuilder(name, type, nullable);
      case KEYWORD -> new KeywordColumnBuilder(name, type, nullable);
    };
  }

  public final String name() {
    return name;
  }

  public final FieldType type() {
    return type;
  }

  public final boolean nullable() {
    return nullable;
  }

  /** Values appended so far, with NULLs. */
  public final int size() {
    return size;
  }

  public final int nulls() {
    return nulls;
  }

  /**
   * For integer the number, for timestamp ticks of its precision since the epoch, for date days
   * since the epoch, for boolean 0 or 1.
   */
  public void appendLong(long value) {
    throw refused("an integer");
  }

  public void appendDouble(double value) {
    throw refused("a double");
  }

  /** Refuses what {@link #appendLong} refuses, and appends nothing. */
  public void checkLong(long value) {
    throw refused("an integer");
  }

  /** Refuses what {@link #appendDecimal} refuses, and appends nothing. */
  public void checkDecimal(BigDecimal value) {
    throw refused("a decimal");
  }

  /** Takes a value that the precision and scale hold exactly; never rounds. */
  public void appendDecimal(BigDecimal value) {
    throw refused("a decimal");
  }

  public void appendUuid(long mostSignificantBits, long leastSignificantBits) {
    throw refused("a uuid");
  }

  /** Takes the bytes of valid UTF-8 text, for string, keyword and json. */
  public void appendUtf8(byte[] bytes, int offset, int length) {
    throw refused("text");
  }

  public final void appendString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    appendUtf8(utf8, 0, utf8.length);
  }

  /** Appends NULL. The time column refuses it. */
  public final void appendNull() {
    if (!nullable) {
      throw new TimestoreException(
          ErrorCode.INVALID_VALUE, "column '" + name + "' needs a value in every row");
    }
    nullMap.putByte(1);
    size++;
    nulls++;
    putZero();
  }

  /** Counts a value that is not NULL; called once by each append. */
  final void advance() {
    if (nullable) {
      nullMap.putByte(0);
    }
    size++;
  }

  final boolean isNull(int row) {
    return nullable && nullMap.array()[row] != 0;
  }

  public final void clear() {
    nullMap.clear();
    size = 0;
    nulls = 0;
    clearValues();
  }

  public final String clickHouseType() {
    return type.clickHouseType(nullable);
  }

  /** Writes the column as it stands in a Native block: name, type, data. */
  public final void writeTo(OutputStream out) throws IOException {
    ByteBuilder head = new ByteBuilder(64);
    head.putText(name);
    head.putText(clickHouseType());
    head.writeTo(out);
    if (nullable && hasNullMap()) {
      nullMap.writeTo(out);
    }
    writeValues(out);
  }

  public final long rawBytes() {
    return valueBytes() + nullMap.size();
  }

  /** Whether NULLs are told by a map before the values. */
  boolean hasNullMap() {
    return true;
  }

  abstract void putZero();

  abstract void writeValues(OutputStream out) throws IOException;

  abstract void clearValues();

  abstract long valueBytes();

  /** Least and greatest value, or null where they are not known. */
  abstract @Nullable public Range range();

  final TimestoreException refused(String what) {
    return new TimestoreException(
        ErrorCode.INVALID_VALUE,
        "column '" + name + "' of type " + type + " does not take " + what);
  }

  final TimestoreException outOfRange(Object value, String accepted) {
    return new TimestoreException(
        ErrorCode.INVALID_VALUE,
        "column '"
            + name
            + "' of type "
            + type
            + " does not hold "
            + value
            + "; accepted are "
            + accepted);
  }

  /** Bounds as text in ClickHouse's spelling. */
  public record Range(String min, String max) {}
}
