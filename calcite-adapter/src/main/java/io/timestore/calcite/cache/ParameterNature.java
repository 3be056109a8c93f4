package io.timestore.calcite.cache;

import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.request.ArrayParameter;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.UUID;
import org.apache.calcite.sql.type.SqlTypeName;

/** The SQL types that Java values have by themselves, and their texts. */
public final class ParameterNature {
  private static final int NANO_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;
  private static final int MILLI_DIGITS = 3;
  private static final int DECIMAL_DIGITS = 38;
  private static final int INT64_DIGITS = 19;
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final DateTimeFormatter SQL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true)
          .toFormatter();

  private ParameterNature() {}

  static ParameterType of(Object value) {
    if (value instanceof Boolean) {
      return ParameterType.of(SqlTypeName.BOOLEAN);
    }
    if (value instanceof Double || value instanceof Float) {
      return ParameterType.of(SqlTypeName.DOUBLE);
    }
    if (value instanceof Number number) {
      BigDecimal exact = exact(number);
      if (exact.scale() <= 0 && fitsInt64(number)) {
        return ParameterType.of(SqlTypeName.BIGINT);
      }
      int scale = Math.max(0, exact.scale());
      int whole = Math.max(0, exact.precision() - exact.scale());
      return new ParameterType(SqlTypeName.DECIMAL, Math.max(DECIMAL_DIGITS, whole + scale), scale);
    }
    if (value instanceof LocalDate) {
      return ParameterType.of(SqlTypeName.DATE);
    }
    if (value instanceof LocalDateTime time) {
      return new ParameterType(
          SqlTypeName.TIMESTAMP, digits(time.get(ChronoField.NANO_OF_SECOND)), Integer.MIN_VALUE);
    }
    if (value instanceof ArrayParameter array) {
      return ParameterType.arrayOf(ofElements(array));
    }
    return ParameterType.of(value instanceof UUID ? SqlTypeName.UUID : SqlTypeName.VARCHAR);
  }

  /** A type that can hold all elements. */
  private static ParameterType ofElements(ArrayParameter array) {
    ParameterType all = null;
    for (Object element : array.elements()) {
      if (element != null) {
        ParameterType own = of(element);
        all = all == null ? own : common(all, own, array);
      }
    }
    ParameterType declared = array.element();
    return all != null ? all : declared != null ? declared : ParameterType.of(SqlTypeName.VARCHAR);
  }

  private static ParameterType common(ParameterType a, ParameterType b, ArrayParameter array) {
    if (a.equals(b)) {
      return a;
    }
    boolean decimal = a.name() == SqlTypeName.DECIMAL || b.name() == SqlTypeName.DECIMAL;
    if (isNumber(a) && isNumber(b)) {
      return a.name() == SqlTypeName.DOUBLE || b.name() == SqlTypeName.DOUBLE
          ? ParameterType.of(SqlTypeName.DOUBLE)
          : decimal ? commonDecimal(a, b) : ParameterType.of(SqlTypeName.BIGINT);
    }
    if (isTime(a) && isTime(b)) {
      return new ParameterType(
          SqlTypeName.TIMESTAMP,
          Math.max(MILLI_DIGITS, Math.max(a.precision(), b.precision())),
          Integer.MIN_VALUE);
    }
    ParameterType first = a.element();
    ParameterType second = b.element();
    if (first != null && second != null) {
      return ParameterType.arrayOf(common(first, second, array));
    }
    throw new TimestoreException(
        ErrorCode.INVALID_VALUE,
        "an array of " + a.name() + " and " + b.name() + " has no type: " + array);
  }

  private static boolean isNumber(ParameterType type) {
    return switch (type.name()) {
      case BIGINT, DECIMAL, DOUBLE -> true;
      default -> false;
    };
  }

  private static boolean isTime(ParameterType type) {
    return type.name() == SqlTypeName.DATE || type.name() == SqlTypeName.TIMESTAMP;
  }

  private static ParameterType commonDecimal(ParameterType a, ParameterType b) {
    int scale = Math.max(Math.max(a.scale(), b.scale()), 0);
    int whole = Math.max(whole(a), whole(b));
    return new ParameterType(SqlTypeName.DECIMAL, Math.max(DECIMAL_DIGITS, whole + scale), scale);
  }

  private static int whole(ParameterType type) {
    return type.name() == SqlTypeName.BIGINT ? INT64_DIGITS : type.precision() - type.scale();
  }

  static boolean fitsInt64(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Math.rint(value) == value && Math.abs(value) < 0x1p63;
    }
    BigDecimal exact = exact(number);
    return exact.stripTrailingZeros().scale() <= 0
        && exact.compareTo(LONG_MIN) >= 0
        && exact.compareTo(LONG_MAX) <= 0;
  }

  /** Whether an exact number has no more digits than a decimal, before the point and after it. */
  static boolean fitsDecimal(Number number, int precision, int scale) {
    BigDecimal exact = exact(number).stripTrailingZeros();
    return exact.scale() <= scale && exact.precision() - exact.scale() <= precision - scale;
  }

  private static BigDecimal exact(Number number) {
    return number instanceof BigDecimal decimal
        ? decimal
        : number instanceof BigInteger integer
            ? new BigDecimal(integer)
            : new BigDecimal(number.toString());
  }

  private static int digits(int nanos) {
    return nanos % 1_000 != 0 ? NANO_DIGITS : nanos % 1_000_000 != 0 ? MICRO_DIGITS : MILLI_DIGITS;
  }

  public static String sqlText(LocalDateTime time) {
    return SQL.format(time);
  }

  /** SQL or ISO form, with or without a zone; a zone is turned to UTC. */
  static LocalDateTime parseTimestamp(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay();
    }
    return iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10
        ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(iso);
  }
}
