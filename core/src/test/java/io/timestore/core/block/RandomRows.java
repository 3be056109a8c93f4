package io.timestore.core.block;

import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random schemas and rows with NULLs, bounds and odd texts, and the values that must come back. */
final class RandomRows {
  private static final String[] TEXTS = {
    "", " ", "a", "\0", "Zürich", "日本語", "😀😀", "it's \"`\\ \n\t", "NULL", "\\N", "a\u0300"
  };
  private static final List<String> TYPES =
      List.of(
          "timestamp(3)",
          "timestamp",
          "timestamp(9)",
          "date",
          "string",
          "keyword",
          "integer",
          "double",
          "boolean",
          "uuid",
          "json",
          "decimal(1,0)",
          "decimal(9,9)",
          "decimal(18,4)",
          "decimal(38,10)",
          "decimal(76,0)",
          "decimal(76,76)");

  private final Random random;

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  /** A time column and between 1 and 25 others. */
  TableSchema schema(int version) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("ts", FieldType.timestamp(random.nextBoolean() ? 3 : 9)));
    int others = 1 + random.nextInt(25);
    for (int i = 0; i < others; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      fields.add(new Field("c" + i + TEXTS[4 + random.nextInt(3)], FieldType.parse(type)));
    }
    return new TableSchema(version, fields, "ts");
  }

  /** Appends a row and returns what {@link ColumnVector#getObject} must answer, per column. */
  List<@Nullable Object> append(TableSchema schema, BlockBuilder builder) {
    List<@Nullable Object> row = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      boolean isNull = schema.nullable(i) && random.nextInt(4) == 0;
      if (isNull && random.nextBoolean()) {
        builder.column(i).appendNull();
      }
      row.add(isNull ? null : append(schema.fields().get(i).type(), builder.column(i)));
    }
    builder.endRow(random.nextLong());
    return row;
  }

  private Object append(FieldType type, ColumnBuilder column) {
    return switch (type.kind()) {
      case TIMESTAMP -> timestamp(type.precision(), column);
      case DATE -> {
        long day = pick(-25_567, 120_529, 0, -25_567 + random.nextInt(146_097));
        column.appendLong(day);
        yield LocalDate.ofEpochDay(day);
      }
      case INTEGER -> {
        long value = pick(Long.MIN_VALUE, Long.MAX_VALUE, 0, random.nextLong());
        column.appendLong(value);
        yield value;
      }
      case BOOLEAN -> {
        boolean value = random.nextBoolean();
        column.appendLong(value ? 1 : 0);
        yield value;
      }
      case DOUBLE -> {
        double value = doubleValue();
        column.appendDouble(value);
        yield value;
      }
      case DECIMAL -> decimal(type, column);
      case UUID -> {
        UUID value = new UUID(random.nextLong(), random.nextLong());
        column.appendUuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
        yield value;
      }
      case STRING, JSON ->
          text(TEXTS[random.nextInt(TEXTS.length)].repeat(random.nextInt(9)), column);
      case KEYWORD -> text("k" + random.nextInt(1 << random.nextInt(17)), column);
    };
  }

  private Object timestamp(int precision, ColumnBuilder column) {
    long perSecond = BigInteger.TEN.pow(precision).longValueExact();
    long second = pick(-2_208_988_800L, 9_223_372_035L, 0, random.nextInt());
    long fraction = pick(0, perSecond - 1, 1, random.nextInt(1000));
    column.appendLong(second * perSecond + fraction);
    return LocalDateTime.ofEpochSecond(
        second, (int) (fraction * (1_000_000_000L / perSecond)), ZoneOffset.UTC);
  }

  private double doubleValue() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> Double.MIN_VALUE;
      case 4 -> Double.MAX_VALUE;
      default -> random.nextGaussian() * 1e6;
    };
  }

  private Object decimal(FieldType type, ColumnBuilder column) {
    BigInteger bound = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    BigInteger digits =
        random.nextInt(4) == 0 ? bound : new BigInteger(bound.bitLength(), random).mod(bound);
    BigInteger signed = random.nextBoolean() ? digits.negate() : digits;
    BigDecimal value = new BigDecimal(signed, type.scale());
    column.appendDecimal(random.nextBoolean() ? value : value.stripTrailingZeros());
    return value;
  }

  private static Object text(String value, ColumnBuilder column) {
    column.appendString(value);
    return value;
  }

  private long pick(long a, long b, long c, long other) {
    return switch (random.nextInt(6)) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      default -> other;
    };
  }

  int rows() {
    return 1 + random.nextInt(1 << random.nextInt(12));
  }
}
