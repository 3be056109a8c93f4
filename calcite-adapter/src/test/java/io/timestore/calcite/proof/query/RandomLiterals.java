package io.timestore.calcite.proof.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Constants of each kind, as literals and as parameters. */
public final class RandomLiterals {
  private static final String[] TEXTS = {
    "SFO", "alpha", "it's \\ok", "Zürich ☃", "", "a\"b", "100%", "\\", "beta", "zz"
  };
  private static final String[] PATTERNS = {
    "%a%", "_eta", "SF%", "%\\%", "%ü%", "a_b", "%'%", "%", "", "%☃", "JF_"
  };
  private static final String[] DATES = {"1969-12-31", "2001-03-04", "2000-02-29", "1965-06-07"};
  private static final String[] TIMES = {
    "1969-12-31 23:59:59.5",
    "2001-06-01 00:00:00",
    "2001-03-02 03:04:05.123456",
    "1955-05-05 05:05:05.000001"
  };
  private static final String[] NANOS = {
    "2001-06-01 00:00:00.000000001",
    "1969-12-31 23:59:59.999999999",
    "2001-02-03 04:05:06.123456789"
  };
  private static final String[] DECIMALS = {"1.25", "-3.5", "0.01", "100.00", "0.00", "42"};
  private static final String[] DOUBLES = {"0.5", "-2.25", "100.0", "0.0", "12.75"};
  private static final long[] BIG = {Long.MAX_VALUE, -Long.MAX_VALUE, 9_007_199_254_740_993L, 0};

  private final Random random;

  RandomLiterals(Random random) {
    this.random = random;
  }

  private String one(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** In ClickHouse's literals a backslash escapes. */
  public static String clickQuoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  Expr literal(Kind kind) {
    return switch (kind) {
      case INT -> signed(kind, String.valueOf(random.nextInt(30) - 10), "(%s)");
      case BIG -> signed(kind, String.valueOf(BIG[random.nextInt(BIG.length)]), "toInt64(%s)");
      case DOUBLE, WILD -> signed(kind, one(DOUBLES) + "E0", "(%s)");
      case DECIMAL -> {
        String digits = one(DECIMALS);
        int scale = digits.contains(".") ? digits.length() - digits.indexOf('.') - 1 : 0;
        yield signed(kind, digits, "toDecimal64('%s', " + scale + ")");
      }
      case TEXT -> {
        String text = one(TEXTS);
        yield Expr.text(kind, quoted(text), quoted(text), clickQuoted(text));
      }
      case BOOL -> Expr.text(kind, random.nextBoolean() ? "TRUE" : "FALSE");
      case UUID -> {
        String text = "CAST(" + quoted(new UUID(random.nextLong(), 7).toString()) + " AS UUID)";
        yield Expr.text(kind, text);
      }
      case DATE -> {
        String text = quoted(one(DATES));
        yield Expr.text(kind, "DATE " + text, "DATE " + text, "toDate32(" + text + ")");
      }
      case TIME -> {
        String text = quoted(one(TIMES));
        String standard = "TIMESTAMP " + text;
        yield Expr.text(kind, standard, standard, "toDateTime64(" + text + ", 6, 'UTC')");
      }
      case NANOS -> {
        String text = quoted(one(NANOS));
        yield Expr.text(
            kind,
            "TIMESTAMP " + text,
            "TIMESTAMP_NS " + text,
            "toDateTime64(" + text + ", 9, 'UTC')");
      }
    };
  }

  /**
   * A number.
   *
   * @param clickForm with a {@code %s} for the digits
   */
  private static Expr signed(Kind kind, String number, String clickForm) {
    String text = number.startsWith("-") ? "(" + number + ")" : number;
    return Expr.text(kind, text, text, String.format(clickForm, number));
  }

  Expr nothing(Kind kind) {
    return new Expr(
        kind,
        "CAST(NULL AS " + kind.type() + ")",
        "CAST(NULL AS " + kind.duckType() + ")",
        "CAST(NULL AS Nullable(" + kind.clickType() + "))",
        List.of(),
        true,
        true);
  }

  /** A pattern of LIKE without an escape character, which ClickHouse always has. */
  Expr pattern() {
    String text = one(PATTERNS);
    String escaped = clickQuoted(text.replace("\\", "\\\\"));
    return Expr.text(Kind.TEXT, quoted(text), quoted(text), escaped);
  }

  /** A literal's value as a parameter. */
  Expr parameter(Kind kind) {
    Expr literal = literal(kind);
    String text = literal.duck().replaceAll("^\\((.*)\\)$", "$1");
    String inner = text.replaceAll("(?s)^[^']*'(.*)'[^']*$", "$1").replace("''", "'");
    Object value =
        switch (kind) {
          case INT, BIG -> (Object) Long.valueOf(text);
          case DOUBLE, WILD -> Double.valueOf(text);
          case DECIMAL -> new BigDecimal(text);
          case TEXT -> inner;
          case BOOL -> Boolean.valueOf(text);
          case UUID -> UUID.fromString(inner);
          case DATE -> LocalDate.parse(inner);
          case TIME, NANOS -> LocalDateTime.parse(inner.replace(' ', 'T'));
        };
    return new Expr(
        kind, "?", literal.duck(), literal.click(), List.of(value), true, literal.standard());
  }
}
