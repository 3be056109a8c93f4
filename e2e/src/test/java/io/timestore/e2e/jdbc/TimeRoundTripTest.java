package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dates and timestamps by their setters and getters, hot and cold, at their bounds. */
@NullUnmarked
final class TimeRoundTripTest {
  private static final TimeZone ZURICH = TimeZone.getTimeZone("Europe/Zurich");
  private static final Calendar UTC = calendar(TimeZone.getTimeZone("UTC"));

  private static RoundTrip trip;

  @BeforeAll
  static void start() throws SQLException {
    trip = new RoundTrip("jdbc_times");
  }

  @AfterAll
  static void stop() throws SQLException {
    trip.close();
  }

  private static Calendar calendar(TimeZone zone) {
    return Calendar.getInstance(zone, Locale.ROOT);
  }

  @Test
  void dates() throws Exception {
    trip.check(
        "date",
        List.of(
            LocalDate.parse("1900-01-01"), LocalDate.parse("1969-12-31"),
            LocalDate.parse("2024-02-29"), LocalDate.parse("2299-12-31")),
        List.of(
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setObject(2, v, JDBCType.DATE),
            (s, v) -> s.setObject(2, v.atTime(23, 59), Types.DATE),
            (s, v) -> s.setDate(2, Date.valueOf(v)),
            (s, v) ->
                s.setDate(
                    2,
                    new Date(v.atStartOfDay(ZURICH.toZoneId()).toInstant().toEpochMilli()),
                    calendar(ZURICH)),
            (s, v) -> s.setString(2, v.toString())),
        (row, v) -> {
          assertThat(row.getObject(2, LocalDate.class)).isEqualTo(v);
          assertThat(row.getObject(2)).isEqualTo(Date.valueOf(v));
          assertThat(row.getDate(2)).isEqualTo(Date.valueOf(v));
          assertThat(row.getDate(2, calendar(ZURICH)).getTime())
              .isEqualTo(v.atStartOfDay(ZURICH.toZoneId()).toInstant().toEpochMilli());
          assertThat(row.getString(2)).isEqualTo(v.toString());
          assertThat(row.getTimestamp(2)).isEqualTo(Timestamp.valueOf(v.atStartOfDay()));
          assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v.atStartOfDay());
        });
  }

  @Test
  void timestamps() throws Exception {
    for (int digits : new int[] {3, 6, 9}) {
      String fraction = "999999999".substring(0, digits);
      trip.check(
          "timestamp(" + digits + ")",
          List.of(
              LocalDateTime.parse("1900-01-01T00:00:00"),
              LocalDateTime.parse("1969-12-31T23:59:59." + fraction),
              LocalDateTime.parse("1970-01-01T00:00:00"),
              LocalDateTime.parse("2024-03-31T02:30:00." + fraction),
              LocalDateTime.parse("2024-10-27T02:30:00"),
              LocalDateTime.parse("2262-04-11T23:47:14." + fraction)),
          List.of(
              (s, v) -> s.setObject(2, v),
              (s, v) -> s.setObject(2, v, JDBCType.TIMESTAMP),
              (s, v) -> s.setTimestamp(2, Timestamp.from(v.toInstant(ZoneOffset.UTC)), UTC),
              (s, v) -> s.setObject(2, v.toInstant(ZoneOffset.UTC)),
              (s, v) -> s.setObject(2, v.atOffset(ZoneOffset.UTC)),
              (s, v) ->
                  s.setObject(
                      2,
                      v.toInstant(ZoneOffset.UTC).atOffset(ZoneOffset.ofHoursMinutes(5, 45)),
                      JDBCType.TIMESTAMP_WITH_TIMEZONE),
              (s, v) -> s.setObject(2, v.toInstant(ZoneOffset.UTC).atZone(ZURICH.toZoneId())),
              (s, v) -> s.setString(2, v.toString().replace('T', ' ')),
              (s, v) -> s.setString(2, v.atOffset(ZoneOffset.UTC).toString())),
          TimeRoundTripTest::checkTimestamp);
    }
  }

  private static void checkTimestamp(ResultSet row, LocalDateTime v) throws SQLException {
    Instant instant = v.toInstant(ZoneOffset.UTC);
    assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v);
    assertThat(row.getObject(2, Instant.class)).isEqualTo(instant);
    assertThat(row.getObject(2, OffsetDateTime.class)).isEqualTo(v.atOffset(ZoneOffset.UTC));
    assertThat(row.getObject(2, ZonedDateTime.class)).isEqualTo(v.atZone(ZoneOffset.UTC));
    assertThat(row.getObject(2, LocalDate.class)).isEqualTo(v.toLocalDate());
    assertThat(row.getObject(2, LocalTime.class)).isEqualTo(v.toLocalTime());
    assertThat(row.getObject(2)).isEqualTo(Timestamp.valueOf(v));
    assertThat(row.getTimestamp(2, UTC)).isEqualTo(Timestamp.from(instant));
    assertThat(row.getTimestamp(2)).isEqualTo(Timestamp.valueOf(v));
    assertThat(row.getDate(2)).isEqualTo(Date.valueOf(v.toLocalDate()));
    assertThat(row.getTime(2)).isEqualTo(Time.valueOf(v.toLocalTime()));
    assertThat(row.getString(2)).startsWith(v.toLocalDate() + " ");
    assertThat(LocalDateTime.parse(row.getString(2).replace(' ', 'T'))).isEqualTo(v);
  }

  /** java.util's times are cut to milliseconds by themselves. */
  @Test
  void timesOfJavaUtil() throws Exception {
    trip.check(
        "timestamp(3)",
        List.of(Instant.parse("1969-12-31T23:59:59.999Z"), Instant.parse("2024-03-31T01:30:00Z")),
        List.of(
            (s, v) -> s.setObject(2, GregorianCalendar.from(v.atZone(ZURICH.toZoneId()))),
            (s, v) ->
                s.setTimestamp(2, Timestamp.valueOf(LocalDateTime.ofInstant(v, ZoneOffset.UTC))),
            (s, v) ->
                s.setObject(
                    2,
                    java.util.Date.from(
                        LocalDateTime.ofInstant(v, ZoneOffset.UTC)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()))),
        (row, v) -> assertThat(row.getObject(2, Instant.class)).isEqualTo(v));
  }

  /**
   * A time that a daylight saving change leaves out is moved by java.sql's objects and by nothing
   * else; one that it has twice is its first.
   */
  @Test
  void daylightSavingChanges() throws Exception {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(ZURICH);
      trip.check(
          "timestamp(6)",
          List.of(LocalDateTime.parse("2024-03-31T02:30:00.123456")),
          List.of((s, v) -> s.setObject(2, v), (s, v) -> s.setString(2, v.toString())),
          (row, v) -> {
            assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v);
            assertThat(row.getString(2)).isEqualTo("2024-03-31 02:30:00.123456");
            Timestamp moved = Timestamp.from(Instant.parse("2024-03-31T01:30:00.123456Z"));
            assertThat(row.getTimestamp(2)).isEqualTo(moved);
            assertThat(row.getTimestamp(2, calendar(ZURICH))).isEqualTo(moved);
            assertThat(row.getObject(2, Instant.class))
                .isEqualTo(Instant.parse("2024-03-31T02:30:00.123456Z"));
          });
      trip.check(
          "timestamp(9)",
          List.of(LocalDateTime.parse("2024-10-27T02:30:00.000000001")),
          List.of(
              (s, v) -> s.setTimestamp(2, Timestamp.valueOf(v)),
              (s, v) -> s.setTimestamp(2, Timestamp.valueOf(v), calendar(ZURICH))),
          (row, v) -> {
            assertThat(row.getObject(2, LocalDateTime.class)).isEqualTo(v);
            assertThat(row.getTimestamp(2, calendar(ZURICH)))
                .isEqualTo(Timestamp.from(Instant.parse("2024-10-27T00:30:00.000000001Z")));
          });
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws Exception {
    for (String type : List.of("timestamp(9)", "date")) {
      String dataset = trip.create(type);
      try (PreparedStatement insert =
          trip.connection()
              .prepareStatement(
                  "INSERT INTO " + dataset + " (id, v, timestamp) VALUES (-1, ?, '2001-01-01')")) {
        for (String year : List.of("1899", "2300", "+12000")) {
          insert.setObject(1, LocalDate.parse(year + "-12-31"));
          assertThatThrownBy(insert::executeUpdate)
              .isInstanceOf(SQLDataException.class)
              .hasMessageContaining("'v'");
        }
        insert.setString(1, "yesterday");
        assertThatThrownBy(insert::executeUpdate).hasMessageContaining("'yesterday'");
        assertThatThrownBy(() -> insert.setTime(1, Time.valueOf("12:00:00")))
            .isInstanceOf(SQLFeatureNotSupportedException.class)
            .hasMessageContaining("setTime");
        assertThatThrownBy(() -> insert.setObject(1, LocalTime.NOON))
            .isInstanceOf(SQLFeatureNotSupportedException.class);
      }
    }
  }
}
