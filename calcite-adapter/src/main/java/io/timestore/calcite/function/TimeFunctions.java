package io.timestore.calcite.function;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/**
 * Functions of time series: buckets of any length, time zones, the last known value; and
 * TIMESTAMPADD and TIMESTAMPDIFF of micro- and nanoseconds. Immutable.
 */
public final class TimeFunctions {
  /** {@code time_bucket(interval, time [, origin])}. */
  public static final SqlOperator TIME_BUCKET =
      function("time_bucket", ReturnTypes.ARG1.andThen(SqlTypeTransforms.TO_NULLABLE), "att?");

  /** {@code time_bucket_gapfill(bucket, size, from, to)}, above the groups. */
  public static final SqlOperator GAP_FILL =
      function(
          "time_bucket_gapfill", ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NULLABLE), "taaa");

  /** {@code toStartOfInterval(time, interval)}: buckets that count from 1970. */
  public static final SqlOperator TO_START_OF_INTERVAL =
      function("toStartOfInterval", ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NULLABLE), "tv");

  /** {@code x AT TIME ZONE z}: the wall clock of a zone at an instant. */
  public static final SqlOperator AT_TIME_ZONE =
      function("AT_TIME_ZONE", ScalarFunctions.TIME, "ts");

  /** The last value that is not NULL, as a window function. */
  public static final SqlAggFunction LOCF =
      SqlBasicAggFunction.create(
              "locf",
              SqlKind.OTHER_FUNCTION,
              ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
              OperandTypes.ANY)
          .withOver(true);

  public static final SqlOperator ADD_MICROSECONDS =
      function("ADD_MICROSECONDS", ReturnTypes.ARG0, "ti");
  public static final SqlOperator ADD_NANOSECONDS =
      function("ADD_NANOSECONDS", ReturnTypes.ARG0, "ti");
  public static final SqlOperator MICROSECONDS_BETWEEN =
      function("MICROSECONDS_BETWEEN", ReturnTypes.BIGINT_NULLABLE, "tt");
  public static final SqlOperator NANOSECONDS_BETWEEN =
      function("NANOSECONDS_BETWEEN", ReturnTypes.BIGINT_NULLABLE, "tt");

  private TimeFunctions() {}

  /** Those that a statement may name. */
  static List<SqlOperator> operators() {
    return List.of(TIME_BUCKET, TO_START_OF_INTERVAL, AT_TIME_ZONE, LOCF, GAP_FILL);
  }

  private static SqlOperator function(String name, SqlReturnTypeInference type, String signature) {
    return SqlBasicFunction.create(
        name, type, Signature.of(signature), SqlFunctionCategory.TIMEDATE);
  }
}
