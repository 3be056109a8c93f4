package io.timestore.daemon.rows;

import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import java.util.UUID;

/** Moves a value of a Native column, not NULL, into a cell. */
interface NativeFeeder {
  /** As many fraction digits as DateTime64 may have. */
  int MAX_FRACTION_DIGITS = 9;

  void feed(ColumnVector from, int row, Cell to);

  /**
   * The feeder of a column, by its ClickHouse type.
   *
   * @throws TimestoreException INVALID_REQUEST for a type that no field holds
   */
  static NativeFeeder of(ColumnVector column) {
    ClickHouseType type = ClickHouseType.parse(column.clickHouseType()).unwrapped();
    return switch (type.name()) {
      case "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32" ->
          (from, row, to) -> to.integer(from.getLong(row));
      case "UInt64", "Int128", "UInt128", "Int256", "UInt256" ->
          (from, row, to) -> to.decimal(from.getDecimal(row));
      case "Decimal", "Decimal32", "Decimal64", "Decimal128", "Decimal256" ->
          (from, row, to) -> to.decimal(from.getDecimal(row));
      case "Float32", "Float64" -> (from, row, to) -> to.real(from.getDouble(row));
      case "Bool" -> (from, row, to) -> to.bool(from.getLong(row) != 0);
      case "Date", "Date32" -> (from, row, to) -> to.date(from.getLong(row));
      case "DateTime" -> (from, row, to) -> to.time(from.getLong(row), 0);
      case "DateTime64" -> time(column, type.intAt(0));
      case "UUID" -> NativeFeeder::feedUuid;
      case "String" -> NativeFeeder::feedText;
      default -> throw refused(column);
    };
  }

  private static NativeFeeder time(ColumnVector column, int precision) {
    if (precision < 0 || precision > MAX_FRACTION_DIGITS) {
      throw refused(column);
    }
    return (from, row, to) -> to.time(from.getLong(row), precision);
  }

  private static void feedUuid(ColumnVector from, int row, Cell to) {
    UUID id = from.getUuid(row);
    to.uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static void feedText(ColumnVector from, int row, Cell to) {
    byte[] bytes = from.getBytes(row);
    to.utf8(bytes, 0, bytes.length);
  }

  private static TimestoreException refused(ColumnVector column) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST,
        "the column '"
            + column.name()
            + "' has the type "
            + column.clickHouseType()
            + "; accepted are integers, floats, decimals, Bool, String, UUID, Date, Date32,"
            + " DateTime and DateTime64, also in Nullable and LowCardinality");
  }
}
