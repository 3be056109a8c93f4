package io.timestore.jdbc.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every timestamp is the one that the JDK makes, also where clocks are changed. */
final class WallClockTest {
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restore() {
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2001-03-01T08:00:00",
    "America/New_York, 2024-03-09T12:00:00",
    "America/New_York, 2024-11-02T12:00:00",
    "Europe/Berlin, 1893-03-31T00:00:00",
    "Africa/Casablanca, 2024-03-09T00:00:00",
    "Australia/Lord_Howe, 2024-04-06T00:00:00",
    "Pacific/Apia, 2011-12-29T00:00:00",
    "Asia/Kolkata, 1582-10-03T00:00:00",
    "Europe/London, 1500-02-27T00:00:00",
    "Europe/London, 0001-01-01T00:00:00"
  })
  void atEveryHalfHourOfThreeDays(String id, LocalDateTime from) {
    TimeZone.setDefault(TimeZone.getTimeZone(id));
    WallClock clock = new WallClock();
    LocalDateTime time = from.plusNanos(123_456_789);
    for (int i = 0; i < 3 * 48; i++) {
      assertThat(clock.at(time)).isEqualTo(Timestamp.valueOf(time));
      time = time.plus(Duration.ofMinutes(30));
    }
  }

  @Test
  void inTheZoneThatTheJvmHasThen() {
    WallClock clock = new WallClock();
    LocalDateTime time = LocalDateTime.parse("2024-06-01T12:00:00.5");
    for (String id : new String[] {"Asia/Tokyo", "America/Lima", "UTC", "Asia/Tokyo"}) {
      TimeZone.setDefault(TimeZone.getTimeZone(id));
      for (int i = 0; i < 4; i++) {
        assertThat(clock.at(time)).isEqualTo(Timestamp.valueOf(time));
      }
    }
  }
}
