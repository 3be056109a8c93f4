package io.timestore.core.block.read;

import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.BoolVector;
import io.timestore.core.block.vector.DateTimeVector;
import io.timestore.core.block.vector.DateVector;
import io.timestore.core.block.vector.DecimalVector;
import io.timestore.core.block.vector.EnumVector;
import io.timestore.core.block.vector.FixedStringVector;
import io.timestore.core.block.vector.FloatVector;
import io.timestore.core.block.vector.IntegerVector;
import io.timestore.core.block.vector.IpVector;
import io.timestore.core.block.vector.NothingVector;
import io.timestore.core.block.vector.StringVector;
import io.timestore.core.block.vector.TimeOfDayVector;
import io.timestore.core.block.vector.UuidVector;
import io.timestore.core.block.vector.WideIntegerVector;
import io.timestore.core.block.write.DecimalColumnBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the {@link ColumnReader} of a type. */
public final class ColumnReaders {
  private static final String POINT = "Tuple(Float64, Float64)";
  private static final Map<String, String> GEO =
      Map.of(
          "Point", POINT,
          "Ring", "Array(" + POINT + ")",
          "LineString", "Array(" + POINT + ")",
          "Polygon", "Array(Array(" + POINT + "))",
          "MultiLineString", "Array(Array(" + POINT + "))",
          "MultiPolygon", "Array(Array(Array(" + POINT + ")))");

  private ColumnReaders() {}

  /**
   * The reader of columns of a type.
   *
   * @throws TimestoreException UNSUPPORTED for a type that is not read here
   */
  public static ColumnReader of(ClickHouseType type) {
    String text = type.text();
    return switch (type.name()) {
      case "Int8" -> integer(text, 1, true);
      case "Int16" -> integer(text, 2, true);
      case "Int32" -> integer(text, 4, true);
      case "Int64" -> integer(text, 8, true);
      case "UInt8" -> integer(text, 1, false);
      case "UInt16" -> integer(text, 2, false);
      case "UInt32" -> integer(text, 4, false);
      case "UInt64" -> integer(text, 8, false);
      case "Int128" -> wide(text, 16, true);
      case "Int256" -> wide(text, 32, true);
      case "UInt128" -> wide(text, 16, false);
      case "UInt256" -> wide(text, 32, false);
      case "BFloat16" -> floating(text, 2);
      case "Float32" -> floating(text, 4);
      case "Float64" -> floating(text, 8);
      case "Bool" -> (in, name, rows) -> new BoolVector(name, text, in.readItems(rows, 1), rows);
      case "UUID" -> (in, name, rows) -> new UuidVector(name, text, in.readItems(rows, 16), rows);
      case "IPv4" -> (in, name, rows) -> new IpVector(name, text, in.readItems(rows, 4), rows, 4);
      case "IPv6" -> (in, name, rows) -> new IpVector(name, text, in.readItems(rows, 16), rows, 16);
      case "String" -> (in, name, rows) -> new StringVector(name, text, in.readStrings(rows), rows);
      case "FixedString" -> fixedString(text, type.intAt(0));
      case "Nothing" -> ColumnReaders.nothing(text);
      default -> ofParameterised(type);
    };
  }

  private static ColumnReader ofParameterised(ClickHouseType type) {
    String text = type.text();
    return switch (type.name()) {
      case "Decimal" -> decimal(text, DecimalColumnBuilder.widthOf(type.intAt(0)), type.intAt(1));
      case "Decimal32" -> decimal(text, 4, type.intAt(0));
      case "Decimal64" -> decimal(text, 8, type.intAt(0));
      case "Decimal128" -> decimal(text, 16, type.intAt(0));
      case "Decimal256" -> decimal(text, 32, type.intAt(0));
      case "Date" -> date(text, 2);
      case "Date32" -> date(text, 4);
      case "DateTime" -> dateTime(text, 0, 4);
      case "DateTime64" -> dateTime(text, type.intAt(0), 8);
      case "Time" -> timeOfDay(text, 0, 4);
      case "Time64" -> timeOfDay(text, type.intAt(0), 8);
      case "Enum8" -> enumeration(type, 1);
      case "Enum16" -> enumeration(type, 2);
      default -> ofComposite(type);
    };
  }

  private static ColumnReader ofComposite(ClickHouseType type) {
    return switch (type.name()) {
      case "Nullable" -> new CompositeReaders.OfNullable(type);
      case "LowCardinality" -> new CompositeReaders.OfLowCardinality(type);
      case "Array" -> new CompositeReaders.OfArray(type, of(type.typeAt(0)));
      case "Nested" -> new CompositeReaders.OfArray(type, tuple(type));
      case "Map" -> new CompositeReaders.OfArray(type, tuple(type));
      case "Tuple" -> tuple(type);
      case "SimpleAggregateFunction" -> of(type.typeAt(1));
      default -> {
        String geo = GEO.get(type.name());
        if (geo != null) {
          yield of(ClickHouseType.parse(geo));
        }
        if (type.name().startsWith("Interval")) {
          yield integer(type.text(), 8, true);
        }
        throw new TimestoreException(
            ErrorCode.UNSUPPORTED,
            "the answer has a column of ClickHouse type "
                + type.text()
                + ", which is not read here; cast it to another type, such as String");
      }
    };
  }

  private static ColumnReader tuple(ClickHouseType type) {
    List<ColumnReader> elements = new ArrayList<>();
    for (ClickHouseType element : type.types()) {
      elements.add(of(element));
    }
    return new CompositeReaders.OfTuple(type, elements);
  }

  private static ColumnReader integer(String text, int width, boolean signed) {
    return (in, name, rows) ->
        new IntegerVector(name, text, in.readItems(rows, width), rows, width, signed);
  }

  private static ColumnReader wide(String text, int width, boolean signed) {
    return (in, name, rows) ->
        new WideIntegerVector(name, text, in.readItems(rows, width), rows, width, signed);
  }

  private static ColumnReader floating(String text, int width) {
    return (in, name, rows) -> new FloatVector(name, text, in.readItems(rows, width), rows, width);
  }

  private static ColumnReader fixedString(String text, int width) {
    return (in, name, rows) ->
        new FixedStringVector(name, text, in.readItems(rows, width), rows, width);
  }

  private static ColumnReader decimal(String text, int width, int scale) {
    return (in, name, rows) ->
        new DecimalVector(name, text, in.readItems(rows, width), rows, width, scale);
  }

  private static ColumnReader date(String text, int width) {
    return (in, name, rows) -> new DateVector(name, text, in.readItems(rows, width), rows, width);
  }

  private static ColumnReader dateTime(String text, int precision, int width) {
    return (in, name, rows) ->
        new DateTimeVector(name, text, in.readItems(rows, width), rows, precision, width);
  }

  private static ColumnReader timeOfDay(String text, int precision, int width) {
    return (in, name, rows) ->
        new TimeOfDayVector(name, text, in.readItems(rows, width), rows, precision, width);
  }

  private static ColumnReader enumeration(ClickHouseType type, int width) {
    Map<Long, String> names = EnumVector.namesOf(type);
    return (in, name, rows) ->
        new EnumVector(name, type, names, in.readItems(rows, width), rows, width);
  }

  private static ColumnReader nothing(String text) {
    return (in, name, rows) -> {
      in.readItems(rows, 1);
      return new NothingVector(name, text, rows);
    };
  }
}
