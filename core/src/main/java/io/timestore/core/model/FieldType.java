package io.timestore.core.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a field: a kind, and for timestamps and decimals a precision and scale. Immutable.
 *
 * @param precision digits of a decimal (1–76), fraction digits of a timestamp (3, 6 or 9), else 0
 * @param scale fraction digits of a decimal (0–precision), else 0
 */
public record FieldType(Kind kind, int precision, int scale) {

  /** The kinds of field; the API's word for each is its lower-case name. */
  public enum Kind {
    TIMESTAMP,
    DATE,
    STRING,
    KEYWORD,
    INTEGER,
    DOUBLE,
    DECIMAL,
    BOOLEAN,
    UUID,
    JSON
  }

  public static final String ACCEPTED =
      "timestamp, timestamp(3), timestamp(6), timestamp(9), date, string, keyword, integer, double, decimal(p,s),"
          + " boolean, uuid, json";

  private static final int MAX_DECIMAL_PRECISION = 76;
  private static final Pattern PARAMETERISED =
      Pattern.compile("\\s*([a-z]+)\\s*(?:\\(\\s*(\\d{1,3})\\s*(?:,\\s*(\\d{1,3})\\s*)?\\))?\\s*");

  public FieldType {
    boolean valid =
        switch (kind) {
          case TIMESTAMP -> (precision == 3 || precision == 6 || precision == 9) && scale == 0;
          case DECIMAL ->
              precision >= 1
                  && precision <= MAX_DECIMAL_PRECISION
                  && scale >= 0
                  && scale <= precision;
          default -> precision == 0 && scale == 0;
        };
    if (!valid) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          kind.name().toLowerCase(Locale.ROOT)
              + "("
              + precision
              + ","
              + scale
              + ") is not a field type; accepted are "
              + ACCEPTED);
    }
  }

  public static FieldType of(Kind kind) {
    return new FieldType(kind, kind == Kind.TIMESTAMP ? 6 : 0, 0);
  }

  public static FieldType timestamp(int precision) {
    return new FieldType(Kind.TIMESTAMP, precision, 0);
  }

  public static FieldType decimal(int precision, int scale) {
    return new FieldType(Kind.DECIMAL, precision, scale);
  }

  /**
   * Parses the API's spelling. A plain {@code timestamp} has 6 fraction digits.
   *
   * @throws TimestoreException INVALID_REQUEST for anything else than {@link #ACCEPTED}
   */
  public static FieldType parse(String text) {
    Matcher m = PARAMETERISED.matcher(text.toLowerCase(Locale.ROOT));
    if (m.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(m.group(1))) {
          return parse(text, kind, m.group(2), m.group(3));
        }
      }
    }
    throw unknown(text);
  }

  private static FieldType parse(String text, Kind kind, @Nullable String p, @Nullable String s) {
    if (kind == Kind.DECIMAL && p != null) {
      return decimal(Integer.parseInt(p), s == null ? 0 : Integer.parseInt(s));
    }
    if (kind == Kind.TIMESTAMP && p != null && s == null) {
      return timestamp(Integer.parseInt(p));
    }
    if (kind != Kind.DECIMAL && p == null) {
      return of(kind);
    }
    throw unknown(text);
  }

  private static TimestoreException unknown(String text) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST, "'" + text + "' is not a field type; accepted are " + ACCEPTED);
  }

  /** The API's spelling; {@link #parse} reads it back. */
  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case TIMESTAMP -> precision == 6 ? word : word + "(" + precision + ")";
      case DECIMAL -> word + "(" + precision + "," + scale + ")";
      default -> word;
    };
  }

  /**
   * The ClickHouse type of a column of this field. JSON is stored as its text, because ClickHouse's
   * JSON type accepts only objects and drops nulls, so it would not give back what was sent.
   */
  public String clickHouseType(boolean nullable) {
    String base =
        switch (kind) {
          case TIMESTAMP -> "DateTime64(" + precision + ", 'UTC')";
          case DATE -> "Date32";
          case STRING, KEYWORD, JSON -> "String";
          case INTEGER -> "Int64";
          case DOUBLE -> "Float64";
          case DECIMAL -> "Decimal(" + precision + ", " + scale + ")";
          case BOOLEAN -> "Bool";
          case UUID -> "UUID";
        };
    String optional = nullable ? "Nullable(" + base + ")" : base;
    return kind == Kind.KEYWORD ? "LowCardinality(" + optional + ")" : optional;
  }
}
