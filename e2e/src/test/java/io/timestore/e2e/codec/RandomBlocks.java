package io.timestore.e2e.codec;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random blocks of one column per type, with NULLs, bounds and odd texts. */
final class RandomBlocks {
  private static final List<String> TYPES =
      List.of(
          "timestamp(3)",
          "timestamp(6)",
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
  private static final String[] TEXTS = {
    "", " ", "a", "\0", "Zürich", "日本語", "😀", "it's \"`\\ \n\t", "NULL", "\\N"
  };
  private static final long SECOND_1900 = -2_208_988_800L;

  private final Random random;

  RandomBlocks(long seed) {
    random = new Random(seed);
  }

  /** A time column and one column per type, with hostile names. */
  static TableSchema schema() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("ts", FieldType.timestamp(3)));
    for (String type : TYPES) {
      fields.add(new Field("c `" + type + "` 'ü\\", FieldType.parse(type)));
    }
    return new TableSchema(1, fields, "ts");
  }

  /** A block whose first column counts up from a number. */
  Block block(TableSchema schema, long firstTick) {
    BlockBuilder builder = new BlockBuilder(schema, "{\"k\":\"" + TEXTS[4] + "\"}", 197001, 5);
    int rows = 1 + random.nextInt(1 << random.nextInt(13));
    int nullShare = random.nextInt(3) * 3;
    for (int row = 0; row < rows; row++) {
      builder.column(0).appendLong(firstTick + row);
      for (int i = 1; i < schema.fields().size(); i++) {
        if (nullShare == 0 || random.nextInt(nullShare) > 0) {
          append(schema.fields().get(i).type(), builder.column(i));
        }
      }
      builder.endRow(firstTick + row);
    }
    return builder.build();
  }

  private void append(FieldType type, ColumnBuilder column) {
    switch (type.kind()) {
      case TIMESTAMP -> column.appendLong(ticks(type.precision()));
      case DATE -> column.appendLong(-25_567 + random.nextInt(146_097));
      case INTEGER ->
          column.appendLong(
              random.nextInt(4) == 0 ? Long.MIN_VALUE + random.nextInt(2) : random.nextLong());
      case BOOLEAN -> column.appendLong(random.nextInt(2));
      case DOUBLE -> column.appendDouble(Double.longBitsToDouble(random.nextLong()));
      case DECIMAL -> {
        BigInteger bound = BigInteger.TEN.pow(type.precision());
        BigInteger digits = new BigInteger(bound.bitLength(), random).mod(bound);
        column.appendDecimal(
            new BigDecimal(random.nextBoolean() ? digits.negate() : digits, type.scale()));
      }
      case UUID -> column.appendUuid(random.nextLong(), random.nextLong());
      case STRING, JSON ->
          column.appendString(TEXTS[random.nextInt(TEXTS.length)].repeat(random.nextInt(40)));
      case KEYWORD -> {
        int key = random.nextInt(1 << random.nextInt(17));
        column.appendString(key == 0 ? "" : TEXTS[key % TEXTS.length] + key);
      }
    }
  }

  private long ticks(int precision) {
    long perSecond = BigInteger.TEN.pow(precision).longValueExact();
    long span = precision == 9 ? 9_223_372_036L : 10_413_792_000L;
    long second = SECOND_1900 + Math.floorMod(random.nextLong(), span - SECOND_1900);
    return random.nextInt(5) == 0
        ? SECOND_1900 * perSecond
        : second * perSecond + Math.floorMod(random.nextLong(), perSecond);
  }
}
