package io.timestore.calcite.cache;

import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.request.ArrayParameter;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.UUID;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Writes parameter values in ClickHouse's escaped text form. A value that a parameter's type cannot
 * hold exactly is not squeezed in: it asks for a wider type.
 */
public final class ParameterText {
  private ParameterText() {}

  /**
   * The type that a value needs because the parameter's type cannot hold it, null if it can.
   *
   * @throws TimestoreException INVALID_VALUE if no type would do
   */
  static @Nullable ParameterType wider(StatementParameter parameter, @Nullable Object value) {
    if (value == null || parameter.rowCount()) {
      return null;
    }
    return fits(parameter.type(), value) ? null : ParameterNature.of(value);
  }

  private static boolean fits(RelDataType type, Object value) {
    RelDataType element = type.getComponentType();
    if (element != null || value instanceof ArrayParameter) {
      return element == null
          || !(value instanceof ArrayParameter array)
          || array.elements().stream().allMatch(e -> e == null || fits(element, e));
    }
    ParameterType natural = ParameterNature.of(value);
    SqlTypeName given = natural.name();
    if (SqlTypeUtil.isInterval(type)) {
      return value instanceof Number;
    }
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          !(value instanceof Number number) || ParameterNature.fitsInt64(number);
      case DECIMAL ->
          !(value instanceof Number number)
              || (given != SqlTypeName.DOUBLE
                  && ParameterNature.fitsDecimal(number, type.getPrecision(), type.getScale()));
      case DATE -> given != SqlTypeName.TIMESTAMP || isMidnight(value);
      case TIMESTAMP ->
          given != SqlTypeName.TIMESTAMP || natural.precision() <= type.getPrecision();
      default -> true;
    };
  }

  private static boolean isMidnight(Object value) {
    return value instanceof LocalDateTime time && time.toLocalTime().toNanoOfDay() == 0;
  }

  /**
   * A value as text.
   *
   * @throws TimestoreException INVALID_VALUE if the value is none of the type
   */
  public static String of(StatementParameter parameter, @Nullable Object value) {
    if (parameter.rowCount()) {
      return rowCount(parameter, value);
    }
    try {
      RelDataType element = parameter.type().getComponentType();
      if (element != null) {
        return array(element, value);
      }
      return ClickHouseSql.parameter(value == null ? null : scalar(parameter.type(), value));
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_VALUE,
          "parameter "
              + (parameter.index() + 1)
              + " is "
              + parameter.type()
              + "; the value '"
              + value
              + "' is none"
              + hint(parameter.type(), value),
          e);
    }
  }

  private static String hint(RelDataType type, @Nullable Object value) {
    return type.getComponentType() == null && value instanceof ArrayParameter
        ? ": an array goes with = ANY(?), or where it says CAST(? AS BIGINT ARRAY)"
        : "";
  }

  private static String scalar(RelDataType type, Object value) {
    if (value instanceof ArrayParameter) {
      throw new IllegalArgumentException("an array");
    }
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(value).toString();
      case DECIMAL -> decimal(value).toPlainString();
      case REAL, FLOAT, DOUBLE -> floating(value);
      case BOOLEAN -> Boolean.toString(truth(value));
      case DATE -> date(value).toString();
      case TIMESTAMP -> ParameterNature.sqlText(timestamp(value));
      case UUID -> (value instanceof UUID id ? id : UUID.fromString(value.toString())).toString();
      default -> text(value);
    };
  }

  /** An array of one array, or of none for NULL. */
  private static String array(RelDataType type, @Nullable Object value) {
    if (value == null) {
      return "[]";
    }
    if (!(value instanceof ArrayParameter array)) {
      throw new IllegalArgumentException("no array");
    }
    StringJoiner text = new StringJoiner(",", "[[", "]]");
    RelDataType inner = type.getComponentType();
    for (Object element : array.elements()) {
      text.add(
          inner != null
              ? array(inner, element)
              : element == null ? "NULL" : element(type, element));
    }
    return text.toString();
  }

  private static String element(RelDataType type, Object value) {
    String text = scalar(type, value);
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, FLOAT, DOUBLE, BOOLEAN -> text;
      default -> ClickHouseSql.literal(text);
    };
  }

  private static String rowCount(StatementParameter parameter, @Nullable Object value) {
    if (value instanceof Number number && ParameterNature.fitsInt64(number)) {
      BigInteger rows = integer(value);
      if (rows.signum() >= 0) {
        return rows.toString();
      }
    }
    throw new TimestoreException(
        ErrorCode.INVALID_VALUE,
        "parameter "
            + (parameter.index() + 1)
            + " is a number of rows, 0 or more; '"
            + value
            + "' is none");
  }

  private static BigInteger integer(Object value) {
    return value instanceof Boolean truth
        ? truth ? BigInteger.ONE : BigInteger.ZERO
        : decimal(value).toBigIntegerExact();
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString().strip());
  }

  private static String floating(Object value) {
    double number =
        value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString().strip());
    return Double.isNaN(number)
        ? "nan"
        : Double.isInfinite(number) ? number > 0 ? "inf" : "-inf" : Double.toString(number);
  }

  private static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "1", "yes", "on" -> true;
      case "false", "f", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException("not a boolean");
    };
  }

  private static LocalDate date(Object value) {
    return value instanceof LocalDate day
        ? day
        : value instanceof LocalDateTime time
            ? time.toLocalDate()
            : LocalDate.parse(value.toString().strip());
  }

  private static LocalDateTime timestamp(Object value) {
    return value instanceof LocalDateTime time
        ? time
        : value instanceof LocalDate day
            ? day.atStartOfDay()
            : ParameterNature.parseTimestamp(value.toString().strip());
  }

  private static String text(Object value) {
    return value instanceof LocalDateTime time
        ? ParameterNature.sqlText(time)
        : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
