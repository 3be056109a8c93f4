package io.timestore.cli.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of two JDBC drivers in one form, so that answers can be compared: times without zone or
 * trailing zeros, numbers to twelve digits (sums of floating point depend on their order).
 */
final class Cells {
  private static final MathContext DIGITS = new MathContext(12);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private Cells() {}

  static List<List<String>> read(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<List<String>> all = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        Object value = rows.getObject(i);
        row.add(value == null ? "NULL" : text(value));
      }
      all.add(row);
    }
    return all;
  }

  private static String text(Object value) {
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString());
      boolean integral = exact.stripTrailingZeros().scale() <= 0;
      BigDecimal shown = integral ? exact : exact.round(DIGITS);
      return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time(time.toLocalDateTime().toString());
    }
    if (value instanceof OffsetDateTime time) {
      return time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime().toString());
    }
    if (value instanceof ZonedDateTime time) {
      return time(time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime().toString());
    }
    return value instanceof LocalDateTime time ? time(time.toString()) : value.toString();
  }

  /** A time in one spelling: {@code 2001-01-01 00:01:00}, with a fraction only if there is one. */
  static String time(String text) {
    return TIME.format(LocalDateTime.parse(text.replace(' ', 'T').replaceAll("Z$", "")));
  }
}
