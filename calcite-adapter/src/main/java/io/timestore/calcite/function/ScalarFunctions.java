package io.timestore.calcite.function;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/**
 * ClickHouse's own functions, one row each: name, operand types as in {@link Signature}, type of
 * the value, ClickHouse text. A value is converted to the SQL type that the row says. Immutable.
 */
public final class ScalarFunctions {
  static final SqlReturnTypeInference TIME =
      ((SqlReturnTypeInference) ScalarFunctions::timestamp).andThen(SqlTypeTransforms.TO_NULLABLE);

  private static final SqlReturnTypeInference BIGINT = ReturnTypes.BIGINT_NULLABLE;
  private static final SqlReturnTypeInference DOUBLE = ReturnTypes.DOUBLE_NULLABLE;
  private static final SqlReturnTypeInference TEXT =
      ReturnTypes.explicit(SqlTypeName.VARCHAR).andThen(SqlTypeTransforms.TO_NULLABLE);
  private static final SqlReturnTypeInference TRUTH = ReturnTypes.BOOLEAN_NULLABLE;
  private static final SqlReturnTypeInference DATE = ReturnTypes.DATE_NULLABLE;
  private static final SqlReturnTypeInference HASH =
      binding -> binding.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, 20, 0);

  private static final String SPLIT_PART =
      "if(throwIf($3 = 0, 'the field of SPLIT_PART must not be 0') = 0, if(empty($2), if($3 IN (1,"
          + " -1), $1, ''), arrayElement(splitByString($2, $1), $3)), '')";

  private static final Map<SqlOperator, String> ROWS = new LinkedHashMap<>();

  static {
    times();
    texts();
    json();
    numbers();
  }

  private ScalarFunctions() {}

  static List<SqlOperator> operators() {
    return List.copyOf(ROWS.keySet());
  }

  /** The ClickHouse text of each, with {@code $1} for its first operand, {@code $*} for all. */
  public static Map<SqlOperator, String> templates() {
    return Collections.unmodifiableMap(ROWS);
  }

  private static void times() {
    for (String size : List.of("FiveMinutes", "TenMinutes", "FifteenMinutes")) {
      row("toStartOf" + size, "t", TIME, "toStartOf" + size + "(toStartOfSecond($1))");
    }
    row("toMonday", "t", DATE, "toMonday($1)");
    row("toLastDayOfMonth", "t", DATE, "toLastDayOfMonth($1)");
    row("toYYYYMM", "t", BIGINT, "toYYYYMM($1)");
    row("toYYYYMMDD", "t", BIGINT, "toYYYYMMDD($1)");
    row("toYYYYMMDDhhmmss", "t", BIGINT, "toYYYYMMDDhhmmss($1)");
    row("toUnixTimestamp64Milli", "t", BIGINT, "toUnixTimestamp64Milli($1)");
    row("toUnixTimestamp64Micro", "t", BIGINT, "toUnixTimestamp64Micro($1)");
    row("toUnixTimestamp64Nano", "t", BIGINT, "toUnixTimestamp64Nano($1)");
    row("fromUnixTimestamp", "i", timestamp(0), "toDateTime64($1, 0, 'UTC')");
    row(
        "fromUnixTimestamp64Milli",
        "i",
        timestamp(3),
        "fromUnixTimestamp64Milli(toInt64($1), 'UTC')");
    row(
        "fromUnixTimestamp64Micro",
        "i",
        timestamp(6),
        "fromUnixTimestamp64Micro(toInt64($1), 'UTC')");
    row(
        "fromUnixTimestamp64Nano",
        "i",
        timestamp(9),
        "fromUnixTimestamp64Nano(toInt64($1), 'UTC')");
    row("dateDiff", "stt", BIGINT, "dateDiff($1, $2, $3)");
    row("formatDateTime", "ts", TEXT, "formatDateTime($1, $2)");
    row("parseDateTimeBestEffort", "s", timestamp(6), "parseDateTime64BestEffort($1, 6, 'UTC')");
    row("DAYNAME", "t", TEXT, "dateName('weekday', $1)");
    row("MONTHNAME", "t", TEXT, "dateName('month', $1)");
  }

  private static void texts() {
    row(
        "toNullable",
        "a",
        ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
        "toNullable($1)");
    row("toString", "a", TEXT, "toString($1)");
    row("OCTET_LENGTH", "s", BIGINT, "length($1)");
    row("BIT_LENGTH", "s", BIGINT, "length($1) * 8");
    row("SPACE", "i", TEXT, "repeat(' ', greatest($1, 0))");
    row("BTRIM", "ss", TEXT, "trimBoth($1, $2)");
    row("LTRIM", "ss?", TEXT, "trimLeft($*)");
    row("RTRIM", "ss?", TEXT, "trimRight($*)");
    row("SPLIT_PART", "ssi", TEXT, SPLIT_PART);
    row("empty", "s", TRUTH, "empty($1)");
    row("notEmpty", "s", TRUTH, "notEmpty($1)");
    row("match", "ss", TRUTH, "match($1, $2)");
    row("positionCaseInsensitive", "ss", BIGINT, "positionCaseInsensitiveUTF8($1, $2)");
    row("replaceOne", "sss", TEXT, "replaceOne($1, $2, $3)");
    row("replaceAll", "sss", TEXT, "replaceAll($1, $2, $3)");
    row("replaceRegexpOne", "sss", TEXT, "replaceRegexpOne($1, $2, $3)");
    row("replaceRegexpAll", "sss", TEXT, "replaceRegexpAll($1, $2, $3)");
    row("base64Encode", "s", TEXT, "base64Encode($1)");
    row("base64Decode", "s", TEXT, "base64Decode($1)");
    row("hex", "s", TEXT, "hex($1)");
    row("protocol", "s", TEXT, "protocol($1)");
    row("domain", "s", TEXT, "domain($1)");
    row("topLevelDomain", "s", TEXT, "topLevelDomain($1)");
    row("path", "s", TEXT, "path($1)");
    row("queryString", "s", TEXT, "queryString($1)");
    row("extractURLParameter", "ss", TEXT, "extractURLParameter($1, $2)");
    row("cityHash64", "*", HASH, "cityHash64($*)");
    row("sipHash64", "*", HASH, "sipHash64($*)");
    row("xxHash64", "*", HASH, "xxHash64($*)");
  }

  private static void json() {
    row("JSONHas", "*", TRUTH, "JSONHas($*)");
    row("JSONLength", "*", BIGINT, "JSONLength($*)");
    row("JSONType", "*", TEXT, "toString(JSONType($*))");
    row("JSONExtractString", "*", TEXT, "JSONExtractString($*)");
    row("JSONExtractRaw", "*", TEXT, "JSONExtractRaw($*)");
    row("JSONExtractInt", "*", BIGINT, "JSONExtractInt($*)");
    row("JSONExtractFloat", "*", DOUBLE, "JSONExtractFloat($*)");
    row("JSONExtractBool", "*", TRUTH, "JSONExtractBool($*)");
  }

  private static void numbers() {
    row("toInt64", "a", BIGINT, "toInt64($1)");
    row("toFloat64", "a", DOUBLE, "toFloat64($1)");
    row("intDiv", "ii", BIGINT, "intDiv($1, $2)");
    row("exp2", "n", DOUBLE, "exp2($1)");
    row("exp10", "n", DOUBLE, "exp10($1)");
    row("log2", "n", DOUBLE, "log2($1)");
    row("log1p", "n", DOUBLE, "log1p($1)");
    row("gcd", "ii", BIGINT, "gcd($1, $2)");
    row("lcm", "ii", BIGINT, "lcm($1, $2)");
    row("bitCount", "i", BIGINT, "bitCount($1)");
    row("isNaN", "n", TRUTH, "isNaN(toFloat64($1))");
    row("isFinite", "n", TRUTH, "isFinite(toFloat64($1))");
    row("isInfinite", "n", TRUTH, "isInfinite(toFloat64($1))");
    row("ifNotFinite", "nn", DOUBLE, "ifNotFinite(toFloat64($1), toFloat64($2))");
    row(
        "WIDTH_BUCKET",
        "nnni",
        BIGINT,
        "widthBucket(toFloat64($1), toFloat64($2), toFloat64($3), toUInt32($4))");
    row("greatCircleDistance", "nnnn", DOUBLE, "greatCircleDistance($*)");
    row("geoDistance", "nnnn", DOUBLE, "geoDistance($*)");
  }

  private static void row(
      String name, String signature, SqlReturnTypeInference type, String template) {
    SqlOperator operator =
        SqlBasicFunction.create(
            name, type, Signature.of(signature), SqlFunctionCategory.USER_DEFINED_FUNCTION);
    ROWS.put(operator, template);
  }

  private static SqlReturnTypeInference timestamp(int digits) {
    return ReturnTypes.explicit(SqlTypeName.TIMESTAMP, digits)
        .andThen(SqlTypeTransforms.TO_NULLABLE);
  }

  /** A timestamp with the digits of the first operand that is one. */
  private static RelDataType timestamp(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    for (RelDataType type : binding.collectOperandTypes()) {
      if (type.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
        return types.createSqlType(SqlTypeName.TIMESTAMP, type.getPrecision());
      }
    }
    return types.createSqlType(SqlTypeName.TIMESTAMP, 0);
  }
}
