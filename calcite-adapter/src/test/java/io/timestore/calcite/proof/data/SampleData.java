package io.timestore.calcite.proof.data;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Small tables with what goes wrong: every type, NULLs, ties, NaN, negatives, times before 1970,
 * nanoseconds, unicode and quotes, schema versions, and a table without rows.
 */
public final class SampleData {
  private static final int FACTS = 160;
  private static final int DIMENSIONS = 24;
  private static final long SECOND_2001 = 978_307_200L;
  private static final int YEAR_SECONDS = 31_000_000;
  private static final String[] KEYS = {"SFO", "JFK", "ZRH", "Zürich ☃", "it's \\ok", ""};
  private static final String[] WORDS = {
    "alpha", "Beta", "übung", "a\"b", "100%", "a_b", "l'été", "\\", " padded ", "日本語", "beta"
  };
  private static final double[] WILD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1e300, -1e-300, 2.5
  };
  private static final long[] BIG = {
    Long.MAX_VALUE, Long.MIN_VALUE, 0, 9_007_199_254_740_993L, -1, 1L << 53, 4_294_967_296L
  };

  private static final TableSchema FACT_SCHEMA =
      new TableSchema(
          3,
          List.of(
              new Field("ts", FieldType.parse("timestamp")),
              new Field("id", FieldType.parse("integer")),
              new Field("k", FieldType.parse("keyword")),
              new Field("s", FieldType.parse("string")),
              new Field("i", FieldType.parse("integer")),
              new Field("big", FieldType.parse("integer")),
              new Field("d", FieldType.parse("double")),
              new Field("w", FieldType.parse("double")),
              new Field("p", FieldType.parse("decimal(10,2)")),
              new Field("b", FieldType.parse("boolean")),
              new Field("u", FieldType.parse("uuid")),
              new Field("day", FieldType.parse("date")),
              new Field("n", FieldType.parse("timestamp(9)")),
              new Field("m", FieldType.parse("timestamp(3)")),
              new Field("j", FieldType.parse("json")),
              new Field("added", FieldType.parse("integer"), null, 2),
              new Field("tag", FieldType.parse("keyword"), "none", 2),
              new Field("rate", FieldType.parse("decimal(8,3)"), "1.5", 3),
              new Field("seen", FieldType.parse("timestamp"), "2001-01-01 00:00:00.25", 3),
              new Field("flag", FieldType.parse("boolean"), "true", 3)),
          "ts");

  private static final TableSchema DIMENSION_SCHEMA =
      new TableSchema(
          2,
          List.of(
              new Field("k", FieldType.parse("string")),
              new Field("label", FieldType.parse("keyword")),
              new Field("i", FieldType.parse("integer")),
              new Field("f", FieldType.parse("double")),
              new Field("q", FieldType.parse("decimal(8,3)")),
              new Field("day", FieldType.parse("date")),
              new Field("extra", FieldType.parse("integer"), "7", 2)),
          null);

  private SampleData() {}

  /** The tables t, r and e. */
  public static List<SampleTable> tables(long seed) {
    Random random = new Random(seed);
    List<SampleTable.Row> facts = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      facts.add(fact(i, random));
    }
    List<SampleTable.Row> dimensions = new ArrayList<>();
    for (int i = 0; i < DIMENSIONS; i++) {
      dimensions.add(dimension(i, random));
    }
    return List.of(
        new SampleTable("t", FACT_SCHEMA, facts),
        new SampleTable("r", DIMENSION_SCHEMA, dimensions),
        new SampleTable("e", DIMENSION_SCHEMA, List.of()));
  }

  private static SampleTable.Row fact(int i, Random random) {
    int version = 1 + i * 3 / FACTS;
    List<@Nullable Object> row = new ArrayList<>();
    row.add(time(random, i % 17 == 0, 250_000_000));
    row.add((long) i);
    row.add(maybe(random, KEYS[random.nextInt(KEYS.length)]));
    row.add(maybe(random, WORDS[random.nextInt(WORDS.length)]));
    row.add(maybe(random, (long) random.nextInt(60) - 20));
    row.add(maybe(random, BIG[random.nextInt(BIG.length)]));
    row.add(maybe(random, (random.nextInt(4_000) - 1_000) / 4.0));
    row.add(maybe(random, WILD[random.nextInt(WILD.length)]));
    row.add(maybe(random, BigDecimal.valueOf(random.nextInt(20_000) - 5_000, 2)));
    row.add(maybe(random, random.nextBoolean()));
    row.add(new UUID(random.nextLong(), random.nextLong()));
    row.add(maybe(random, LocalDate.ofEpochDay(random.nextInt(12_000) - 2_000)));
    row.add(maybe(random, time(random, random.nextInt(5) == 0, 1 + random.nextInt(3))));
    row.add(maybe(random, time(random, random.nextInt(5) == 0, 1_000_000)));
    row.add(maybe(random, "{\"n\":" + random.nextInt(3) + "}"));
    row.add(version < 2 ? null : maybe(random, (long) random.nextInt(9)));
    row.add(version < 2 ? "none" : maybe(random, KEYS[random.nextInt(3)]));
    row.add(
        version < 3
            ? new BigDecimal("1.5")
            : maybe(random, BigDecimal.valueOf(random.nextInt(9_000), 3)));
    row.add(
        version < 3
            ? LocalDateTime.parse("2001-01-01T00:00:00.25")
            : maybe(random, time(random, false, 1_000)));
    row.add(version < 3 ? (Object) true : maybe(random, random.nextBoolean()));
    return new SampleTable.Row(version, row);
  }

  private static SampleTable.Row dimension(int i, Random random) {
    int version = i < DIMENSIONS / 2 ? 1 : 2;
    List<@Nullable Object> row = new ArrayList<>();
    row.add(maybe(random, i < KEYS.length ? KEYS[i] : WORDS[random.nextInt(WORDS.length)]));
    row.add(maybe(random, WORDS[random.nextInt(WORDS.length)]));
    row.add(maybe(random, (long) random.nextInt(20) - 5));
    row.add(maybe(random, random.nextInt(40) / 4.0));
    row.add(maybe(random, BigDecimal.valueOf(random.nextInt(9_000) - 2_000, 3)));
    row.add(maybe(random, LocalDate.ofEpochDay(random.nextInt(400) + 11_000)));
    row.add(version < 2 ? (Object) 7L : maybe(random, (long) random.nextInt(9)));
    return new SampleTable.Row(version, row);
  }

  /** A time in 2001 or before 1970 that is a multiple of so many nanoseconds. */
  private static LocalDateTime time(Random random, boolean early, int step) {
    long second =
        early ? -random.nextInt(900_000_000) - 1 : SECOND_2001 + random.nextInt(YEAR_SECONDS);
    int steps = Math.min(1_000_000_000 / step, 1_000_000);
    return LocalDateTime.ofEpochSecond(second, random.nextInt(steps) * step, ZoneOffset.UTC);
  }

  private static @Nullable Object maybe(Random random, Object value) {
    return random.nextInt(8) == 0 ? null : value;
  }
}
