package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.sql.TypeNames;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Texts of one SQL type as values of another. Out of range is an error and never a wrapped value;
 * decimals are rounded half up, doubles to the nearest even. Stateless.
 */
public final class Conversions {
  private static final int PARSED_SCALE = 20;
  private static final int MOST_DIGITS = 76;
  private static final int INT64_DIGITS = 19;

  private Conversions() {}

  /** A text of one SQL type as the value of another. */
  public static String convert(String text, RelDataType from, RelDataType to) {
    if (isSame(from, to)) {
      return text;
    }
    if (SqlTypeUtil.isCharacter(from) && from.isNullable() && isParsed(to)) {
      boolean uuid = to.getSqlTypeName() == SqlTypeName.UUID;
      return known(text, uuid ? "'00000000-0000-0000-0000-000000000000'" : "'0'", from, to);
    }
    if (SqlTypeUtil.isApproximateNumeric(from)
        && from.isNullable()
        && SqlTypeName.INT_TYPES.contains(to.getSqlTypeName())) {
      return known(text, "0", from, to);
    }
    RelDataType target = nullable(to, from.isNullable() || to.isNullable());
    return switch (to.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> toInteger(text, from, target);
      case DECIMAL -> toDecimal(text, from, target);
      case CHAR, VARCHAR -> toText(text, from, target);
      case DATE -> toDate(text, from, target);
      case TIMESTAMP -> toTimestamp(text, from, to.getPrecision());
      case BOOLEAN, REAL, FLOAT, DOUBLE, UUID -> plain(text, from, target);
      case ARRAY -> array(text, from, to);
      default -> {
        if (from.getSqlTypeName() == to.getSqlTypeName()) {
          yield text;
        }
        throw refused(from, to);
      }
    };
  }

  /** Whether ClickHouse's CAST would make NULL of a text that is no value of the type. */
  private static boolean isParsed(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, BOOLEAN, REAL, FLOAT, DOUBLE, UUID -> true;
      default -> false;
    };
  }

  /**
   * Only NULL becomes NULL; a text that is no value of the type is an error, but what ClickHouse
   * has computed under a NULL, which may be NaN, is none.
   */
  private static String known(String text, String zero, RelDataType from, RelDataType to) {
    return "if(isNull("
        + text
        + "), NULL, "
        + convert("ifNull(" + text + ", " + zero + ")", nullable(from, false), nullable(to, false))
        + ")";
  }

  private static boolean isSame(RelDataType from, RelDataType to) {
    return switch (to.getSqlTypeName()) {
      case CHAR, VARCHAR, BOOLEAN -> false;
      default -> TypeNames.notNull(from).equals(TypeNames.notNull(to));
    };
  }

  private static String plain(String text, RelDataType from, RelDataType to) {
    boolean known =
        from.getSqlTypeName() == to.getSqlTypeName()
            || SqlTypeUtil.isCharacter(from)
            || (SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to));
    if (!known) {
      throw refused(from, to);
    }
    return TypeNames.typed(text, to);
  }

  private static String toInteger(String text, RelDataType from, RelDataType to) {
    String type = "'" + TypeNames.of(to) + "'";
    if (SqlTypeUtil.isCharacter(from)) {
      return TypeNames.typed("trimBoth(" + text + ")", to);
    }
    if (SqlTypeUtil.isDecimal(from) || SqlTypeUtil.isApproximateNumeric(from)) {
      return "accurateCast(round(" + text + "), " + type + ")";
    }
    if (SqlTypeUtil.isExactNumeric(from)) {
      return "accurateCast(" + text + ", " + type + ")";
    }
    throw refused(from, to);
  }

  private static String toDecimal(String text, RelDataType from, RelDataType to) {
    int scale = to.getScale();
    if (SqlTypeUtil.isDecimal(from)) {
      String rounded = from.getScale() > scale ? "round(" + text + ", " + scale + ")" : text;
      // Rounding may carry into one more digit before the point.
      int digits = from.getPrecision() - from.getScale() + (from.getScale() > scale ? 1 : 0);
      return digits <= to.getPrecision() - scale
          ? TypeNames.typed(rounded, to)
          : within(rounded, from.getScale(), to);
    }
    if (SqlTypeUtil.isApproximateNumeric(from)) {
      return within("toString(round(" + text + ", " + scale + "))", from, to);
    }
    if (SqlTypeUtil.isExactNumeric(from)) {
      return to.getPrecision() - scale >= INT64_DIGITS
          ? TypeNames.typed(text, to)
          : within(text, 0, to);
    }
    if (SqlTypeUtil.isCharacter(from)) {
      int parsed = Math.max(scale, PARSED_SCALE);
      String wide = TypeNames.decimal(MOST_DIGITS, parsed);
      String type = from.isNullable() ? "Nullable(" + wide + ")" : wide;
      return within(
          "round(CAST(trimBoth(" + text + ") AS " + type + "), " + scale + ")", parsed, to);
    }
    throw refused(from, to);
  }

  /** A double as a decimal, by way of a wide one. */
  private static String within(String digits, RelDataType from, RelDataType to) {
    String wide = TypeNames.decimal(MOST_DIGITS, to.getScale());
    return within(
        "CAST(" + digits + " AS " + (from.isNullable() ? "Nullable(" + wide + ")" : wide) + ")",
        to.getScale(),
        to);
  }

  /**
   * ClickHouse knows a decimal's width in bytes only; more digits than it says are an error. A
   * number whose scale leaves no room for more digits cannot have them, and could not be compared.
   */
  private static String within(String number, int numberScale, RelDataType to) {
    String typed = TypeNames.typed(number, to);
    if (to.getPrecision() - to.getScale() + numberScale >= MOST_DIGITS) {
      return typed;
    }
    String limit =
        "CAST('1" + "0".repeat(to.getPrecision() - to.getScale()) + "' AS Decimal(76, 0))";
    return "if(throwIf(ifNull(abs("
        + number
        + ") >= "
        + limit
        + ", false), 'a number has more digits than "
        + to.getSqlTypeName()
        + "("
        + to.getPrecision()
        + ", "
        + to.getScale()
        + ")"
        + "') = 0, "
        + typed
        + ", NULL)";
  }

  private static String toText(String text, RelDataType from, RelDataType to) {
    String full =
        switch (from.getSqlTypeName()) {
          case CHAR, VARCHAR -> text;
          case BOOLEAN -> "CASE " + text + " WHEN true THEN 'TRUE' WHEN false THEN 'FALSE' END";
          case DECIMAL -> "toDecimalString(" + text + ", " + from.getScale() + ")";
          default -> "toString(" + text + ")";
        };
    int width = to.getPrecision();
    boolean cut = width != RelDataType.PRECISION_NOT_SPECIFIED && !fits(from, width);
    return cut ? "substringUTF8(" + full + ", 1, " + width + ")" : full;
  }

  private static boolean fits(RelDataType from, int width) {
    return SqlTypeUtil.isCharacter(from)
        && from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
        && from.getPrecision() <= width;
  }

  private static String toDate(String text, RelDataType from, RelDataType to) {
    return switch (from.getSqlTypeName()) {
      case DATE -> text;
      case TIMESTAMP -> "toDate32(" + text + ")";
      case CHAR, VARCHAR -> "toDate32(parseDateTime64BestEffort(trimBoth(" + text + "), 0, 'UTC'))";
      default -> throw refused(from, to);
    };
  }

  public static String toTimestamp(String text, RelDataType from, int digits) {
    String tail = ", " + digits + ", 'UTC')";
    return switch (from.getSqlTypeName()) {
      case TIMESTAMP ->
          from.getPrecision() == digits
              ? text
              : "toDateTime64(" + floored(text, from.getPrecision(), digits) + tail;
      case DATE -> "toDateTime64(" + text + tail;
      case CHAR, VARCHAR -> "parseDateTime64BestEffort(trimBoth(" + text + ")" + tail;
      default -> throw Refusals.unsupported("a conversion from " + from + " to TIMESTAMP");
    };
  }

  /** Before 1970 a conversion to fewer digits goes up; cut downwards first. */
  private static String floored(String text, int from, int to) {
    if (from <= to) {
      return text;
    }
    return switch (to) {
      case 0 -> "toStartOfSecond(" + text + ")";
      case 3 -> "toStartOfMillisecond(" + text + ")";
      case 6 -> "toStartOfMicrosecond(" + text + ")";
      default -> text;
    };
  }

  private static RelDataType nullable(RelDataType type, boolean nullable) {
    return SqlTypes.FACTORY.createTypeWithNullability(type, nullable);
  }

  private static RuntimeException refused(RelDataType from, RelDataType to) {
    return Refusals.unsupported("a conversion from " + from + " to " + to);
  }

  /** An array as one of another type, element by element. */
  private static String array(String array, RelDataType from, RelDataType to) {
    if (!ArrayTypes.isArray(from) || !ArrayTypes.isArray(to)) {
      throw Refusals.unsupported("a conversion from " + from + " to " + to);
    }
    String element = "_e" + depth(to);
    String converted =
        convert(
            element,
            nullable(ArrayTypes.elementType(from), true),
            nullable(ArrayTypes.elementType(to), true));
    if (converted.equals(element)) {
      return TypeNames.typed(array, to);
    }
    String mapped =
        "arrayMap(_a -> arrayMap(" + element + " -> " + converted + ", _a), " + array + ")";
    return TypeNames.typed(mapped, to);
  }

  private static int depth(RelDataType type) {
    RelDataType element = type.getComponentType();
    return element == null ? 0 : 1 + depth(element);
  }
}
