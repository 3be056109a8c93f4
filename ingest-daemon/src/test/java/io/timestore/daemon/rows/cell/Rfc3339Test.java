package io.timestore.daemon.rows.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser against java.time, and against texts that only look like times. */
class Rfc3339Test {

  @Test
  void agreesWithJavaTime() {
    long seed = 20_010_101L;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(-62_167_219_200L, 253_402_300_800L - 86_400),
              random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60) * 60);
      OffsetDateTime time = instant.atOffset(random.nextBoolean() ? ZoneOffset.UTC : offset);
      if (time.getYear() >= 0 && time.getYear() <= 9999) {
        String text =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX").format(time);
        assertThat(Rfc3339.instant(text)).as("seed %d, %s", seed, text).isEqualTo(instant);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2001-01-01",
        "2001-01-01T00:00:00",
        "2001-01-01T00:00:00.Z",
        "2001-01-01T00:00:00.5",
        "2001-01-01T00:00Z",
        "2001-13-01T00:00:00Z",
        "2001-00-01T00:00:00Z",
        "2001-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2001-01-32T00:00:00Z",
        "2001-01-00T00:00:00Z",
        "2001-01-01T24:00:00Z",
        "2001-01-01T00:60:00Z",
        "2001-01-01T00:00:60Z",
        "2001-01-01T00:00:00+0100",
        "2001-01-01T00:00:00+01",
        "2001-01-01T00:00:00+24:00",
        "2001-01-01T00:00:00+01:60",
        "2001-01-01T00:00:00Zx",
        "2001-01-01T00:00:00 Z",
        "2001/01/01T00:00:00Z",
        "+2001-01-01T00:00:00Z",
        "２００１-01-01T00:00:00Z",
        "2001-01-01T00:00:00.0000000001Z",
      })
  void refuses(String text) {
    assertThat(Rfc3339.instant(text)).isNull();
  }

  @Test
  void takesZerosBeyondNanoseconds() {
    assertThat(Rfc3339.instant("2000-02-29 23:59:59.123456789000-00:30"))
        .isEqualTo(Instant.parse("2000-03-01T00:29:59.123456789Z"));
  }
}
