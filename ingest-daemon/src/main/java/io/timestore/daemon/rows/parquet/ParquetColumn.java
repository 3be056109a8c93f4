package io.timestore.daemon.rows.parquet;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file: the field that holds its values without loss, and how a value goes
 * into a cell. Physical and logical types are those of parquet-format's LogicalTypes.md. A
 * timestamp without a zone is taken as UTC.
 */
record ParquetColumn(Field field, Feeder feeder) {
  private static final long UNSIGNED_INT_MASK = 0xFFFF_FFFFL;
  private static final FieldType UNSIGNED_LONG = FieldType.decimal(20, 0);

  /** Day number of 1970-01-01 in the Julian count that INT96 timestamps use. */
  private static final int JULIAN_EPOCH_DAY = 2_440_588;

  private static final long NANOS_PER_DAY = 86_400L * 1_000_000_000L;

  /** Moves the current value of a column into a cell. */
  interface Feeder {
    void feed(ColumnReader from, Cell to);
  }

  void feed(ColumnReader from, Cell to) {
    to.begin();
    feeder.feed(from, to);
  }

  static ParquetColumn of(ColumnDescriptor column) {
    String name = String.join(".", column.getPath());
    if (column.getPath().length != 1 || column.getMaxRepetitionLevel() > 0) {
      throw unsupported(name, "nested or repeated", "flat columns");
    }
    PrimitiveType type = column.getPrimitiveType();
    @Nullable LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> ofInt(name, logical);
      case INT64 -> ofLong(name, logical);
      case DOUBLE -> of(name, FieldType.Kind.DOUBLE, (from, to) -> to.real(from.getDouble()));
      case FLOAT -> of(name, FieldType.Kind.DOUBLE, (from, to) -> to.real(from.getFloat()));
      case BOOLEAN -> of(name, FieldType.Kind.BOOLEAN, (from, to) -> to.bool(from.getBoolean()));
      case INT96 -> of(name, FieldType.timestamp(9), ParquetColumn::feedInt96);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> ofBytes(name, type, logical);
    };
  }

  private static ParquetColumn ofInt(String name, @Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return of(name, FieldType.Kind.DATE, (from, to) -> to.date(from.getInteger()));
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      int scale = decimal.getScale();
      return of(
          name,
          type(decimal),
          (from, to) -> to.decimal(BigDecimal.valueOf(from.getInteger(), scale)));
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return of(
          name,
          FieldType.Kind.INTEGER,
          (from, to) -> to.integer(from.getInteger() & UNSIGNED_INT_MASK));
    }
    if (logical == null || logical instanceof IntLogicalTypeAnnotation) {
      return of(name, FieldType.Kind.INTEGER, (from, to) -> to.integer(from.getInteger()));
    }
    throw unsupported(name, String.valueOf(logical), "integers, dates and decimals in INT32");
  }

  private static ParquetColumn ofLong(String name, @Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      int precision =
          switch (timestamp.getUnit()) {
            case MILLIS -> 3;
            case MICROS -> 6;
            case NANOS -> 9;
          };
      return of(
          name, FieldType.timestamp(precision), (from, to) -> to.time(from.getLong(), precision));
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      int scale = decimal.getScale();
      return of(
          name, type(decimal), (from, to) -> to.decimal(BigDecimal.valueOf(from.getLong(), scale)));
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return of(
          name,
          UNSIGNED_LONG,
          (from, to) -> to.decimal(new BigDecimal(Long.toUnsignedString(from.getLong()))));
    }
    if (logical == null || logical instanceof IntLogicalTypeAnnotation) {
      return of(name, FieldType.Kind.INTEGER, (from, to) -> to.integer(from.getLong()));
    }
    throw unsupported(name, String.valueOf(logical), "integers, timestamps and decimals in INT64");
  }

  private static ParquetColumn ofBytes(
      String name, PrimitiveType type, @Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      int scale = decimal.getScale();
      return of(
          name,
          type(decimal),
          (from, to) -> to.decimal(new BigDecimal(new BigInteger(bytes(from)), scale)));
    }
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      return of(name, FieldType.Kind.UUID, ParquetColumn::feedUuid);
    }
    boolean text =
        logical instanceof StringLogicalTypeAnnotation
            || logical instanceof EnumLogicalTypeAnnotation
            || (logical == null && type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY);
    if (text) {
      return of(name, FieldType.Kind.STRING, ParquetColumn::feedText);
    }
    if (logical instanceof JsonLogicalTypeAnnotation) {
      return of(name, FieldType.Kind.JSON, ParquetColumn::feedText);
    }
    throw unsupported(name, type.toString(), "text, JSON, decimals and UUIDs in binary columns");
  }

  private static byte[] bytes(ColumnReader from) {
    return from.getBinary().getBytesUnsafe();
  }

  private static void feedText(ColumnReader from, Cell to) {
    byte[] bytes = bytes(from);
    to.utf8(bytes, 0, bytes.length);
  }

  private static void feedUuid(ColumnReader from, Cell to) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(from));
    to.uuid(bytes.getLong(), bytes.getLong());
  }

  private static void feedInt96(ColumnReader from, Cell to) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(from)).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = bytes.getInt() - (long) JULIAN_EPOCH_DAY;
    try {
      to.time(Math.addExact(Math.multiplyExact(day, NANOS_PER_DAY), nanos), 9);
    } catch (ArithmeticException e) {
      throw to.refused("an INT96 timestamp that is out of range");
    }
  }

  private static FieldType type(DecimalLogicalTypeAnnotation decimal) {
    return FieldType.decimal(decimal.getPrecision(), decimal.getScale());
  }

  private static ParquetColumn of(String name, FieldType.Kind kind, Feeder feeder) {
    return of(name, FieldType.of(kind), feeder);
  }

  private static ParquetColumn of(String name, FieldType type, Feeder feeder) {
    return new ParquetColumn(new Field(name, type), feeder);
  }

  private static TimestoreException unsupported(String name, String found, String accepted) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST,
        "the Parquet column '" + name + "' is " + found + "; accepted are " + accepted);
  }
}
