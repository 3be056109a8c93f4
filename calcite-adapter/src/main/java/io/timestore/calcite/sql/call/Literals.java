package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.TypeNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Writes literals so that ClickHouse reads the same value in the same type. */
public final class Literals {
  private static final int INT64_DIGITS = 18;
  private static final int MICRO_DIGITS = 6;
  private static final int UINT32_BITS = 32;

  private Literals() {}

  public static String write(RexLiteral literal) {
    RelDataType type = literal.getType();
    if (literal.isNull()) {
      return type.getSqlTypeName() == SqlTypeName.NULL ? "NULL" : TypeNames.nullValue(type);
    }
    return switch (literal.getTypeName()) {
      case BOOLEAN -> Boolean.TRUE.equals(literal.getValueAs(Boolean.class)) ? "true" : "false";
      case CHAR, VARCHAR -> Quoting.text(value(literal.getValueAs(NlsString.class)).getValue());
      case DATE -> date(value(literal.getValueAs(DateString.class)));
      case TIMESTAMP -> timestamp(value(literal.getValueAs(TimestampString.class)), type);
      case UUID -> "toUUID(" + Quoting.text(String.valueOf(literal.getValue())) + ")";
      default -> {
        if (SqlTypeName.INTERVAL_TYPES.contains(literal.getTypeName())) {
          yield integer(number(literal));
        }
        if (SqlTypeName.NUMERIC_TYPES.contains(literal.getTypeName())) {
          yield numeric(number(literal), type);
        }
        throw Refusals.unsupported("a literal of type " + type);
      }
    };
  }

  /** A Date32 goes from 1900 to 2299; ClickHouse would take the nearest that it knows. */
  private static String date(DateString date) {
    if (isOutside(date)) {
      throw Refusals.unsupported("DATE '" + date + "', beyond 1900-01-01 to 2299-12-31,");
    }
    return "toDate32(" + Quoting.text(date.toString()) + ")";
  }

  private static boolean isOutside(DateString date) {
    String text = date.toString();
    return text.compareTo("1900-01-01") < 0 || text.compareTo("2299-12-31") > 0;
  }

  /** A literal as a side of a comparison, where a date beyond those of the column may stand. */
  static @Nullable String comparedDate(RexNode node) {
    if (!(node instanceof RexLiteral literal)
        || literal.isNull()
        || literal.getTypeName() != SqlTypeName.DATE) {
      return null;
    }
    DateString date = value(literal.getValueAs(DateString.class));
    return isOutside(date)
        ? "toDateTime64(" + Quoting.text(date + " 00:00:00") + ", 0, 'UTC')"
        : null;
  }

  public static BigDecimal number(RexLiteral literal) {
    return value(literal.getValueAs(BigDecimal.class));
  }

  /** A number as ClickHouse's Float64. */
  static String asDouble(BigDecimal number) {
    String text = Double.toString(number.doubleValue());
    return number.signum() < 0 ? "(" + text + ")" : text;
  }

  private static String numeric(BigDecimal number, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case REAL, FLOAT, DOUBLE -> asDouble(number);
      case DECIMAL -> {
        if (type.getScale() == 0 && number.precision() <= INT64_DIGITS && number.scale() <= 0) {
          yield integer(number);
        }
        int scale = Math.max(type.getScale(), number.scale());
        int precision = Math.max(type.getPrecision(), number.precision() - number.scale() + scale);
        yield "CAST('"
            + number.toPlainString()
            + "' AS "
            + TypeNames.decimal(precision, scale)
            + ")";
      }
      default -> integer(number);
    };
  }

  /** ClickHouse takes a large literal for UInt64, which has no type in common with Int64. */
  private static String integer(BigDecimal number) {
    BigInteger integer = number.toBigInteger();
    if (integer.signum() < 0) {
      return "(" + integer + ")";
    }
    return integer.bitLength() > UINT32_BITS ? "toInt64(" + integer + ")" : integer.toString();
  }

  private static String timestamp(TimestampString value, RelDataType type) {
    String text = value.toString();
    int dot = text.indexOf('.');
    int digits = Math.max(type.getPrecision(), dot < 0 ? 0 : text.length() - dot - 1);
    if (digits > MICRO_DIGITS && (text.compareTo("1678") < 0 || text.compareTo("2262") >= 0)) {
      throw Refusals.unsupported(
          "TIMESTAMP '" + text + "' with " + digits + " digits, beyond 1678 to 2261,");
    }
    return "toDateTime64(" + Quoting.text(text) + ", " + digits + ", 'UTC')";
  }

  private static <T> T value(@Nullable T value) {
    return Objects.requireNonNull(value, "literal without value");
  }
}
