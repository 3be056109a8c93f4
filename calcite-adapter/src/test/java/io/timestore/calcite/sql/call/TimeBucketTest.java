package io.timestore.calcite.sql.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.run.EngineForTests;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts of buckets, as ClickHouse computes both forms, beside {@link Math#floorDiv}. */
final class TimeBucketTest {
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  @ParameterizedTest
  @CsvSource({
    "3, 1, 0",
    "3, 3600000, 0",
    "3, 604800000, -259200000",
    "6, 3600000000, 0",
    "6, 300000000, 946857600000000",
    "6, 7777777, -1234567890123",
    "6, 31536000000000000, 946857600000000",
    "6, 604800000000, -259200000000"
  })
  void bothFormsGiveTheStartOfTheBucket(int digits, long length, long origin) {
    List<Long> ticks = ticks(digits, length, origin);
    TimeBucket bucket =
        new TimeBucket("t", digits, BigInteger.valueOf(length), String.valueOf(origin));
    assertThat(bucket.number()).isNotNull();
    List<Long> expected =
        ticks.stream()
            .map(t -> Math.floorDiv(t - origin, length) * length + origin)
            .collect(Collectors.toList());
    assertThat(starts(digits, ticks, bucket.start())).isEqualTo(expected);
    String ofNumber = bucket.startOf("(" + bucket.number() + ")");
    assertThat(starts(digits, ticks, ofNumber)).isEqualTo(expected);
  }

  @Test
  void bucketsWhoseNumbersCouldOverflowHaveNone() {
    BigInteger hour = BigInteger.valueOf(3_600_000_000_000L);
    assertThat(new TimeBucket("t", 9, hour, "0").number()).isNull();
    assertThat(new TimeBucket("t", 6, BigInteger.ONE.shiftLeft(61), "0").number()).isNull();
    assertThat(new TimeBucket("t", 6, hour, "toUnixTimestamp64Micro(o)").number()).isNull();
  }

  /** The ends of SQL's timestamps, those around the epoch and the origin, and others. */
  private static List<Long> ticks(int digits, long length, long origin) {
    long second = (long) Math.pow(10, digits);
    List<Long> ticks = new ArrayList<>();
    LongStream.of(FIRST_SECOND * second, LAST_SECOND * second, 0, origin, origin + length)
        .forEach(edge -> LongStream.rangeClosed(-1, 1).forEach(i -> ticks.add(edge + i)));
    Random random = new Random(length);
    random.longs(200, FIRST_SECOND * second, LAST_SECOND * second).forEach(ticks::add);
    return ticks;
  }

  private static List<Long> starts(int digits, List<Long> ticks, String start) {
    String unit = digits == 3 ? "Milli" : "Micro";
    String sql =
        "SELECT toUnixTimestamp64"
            + unit
            + "("
            + start
            + ") FROM (SELECT fromUnixTimestamp64"
            + unit
            + "(toInt64(arrayJoin("
            + ticks
            + ")), 'UTC') AS t)";
    List<Long> starts = new ArrayList<>();
    try (ClickHouseResult result = ENGINE.client().query(ClickHouseStatement.of(sql))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          starts.add(block.columns().get(0).getLong(row));
        }
      }
    }
    return starts;
  }
}
