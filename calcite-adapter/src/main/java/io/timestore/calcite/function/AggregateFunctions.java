package io.timestore.calcite.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/**
 * ClickHouse's own aggregates and those of time series, with operand types as in {@link Signature}.
 * Immutable.
 */
public final class AggregateFunctions {
  /** ARRAY_AGG as Calcite has it, but NULL of nothing as the standard has it. */
  public static final SqlAggFunction ARRAY_AGG =
      SqlBasicAggFunction.create(SqlKind.ARRAY_AGG, ArrayTypes.arrayOf(0, true), OperandTypes.ANY)
          .withFunctionType(SqlFunctionCategory.SYSTEM)
          .withSyntax(SqlSyntax.ORDERED_FUNCTION)
          .withAllowsNullTreatment(true);

  /** PERCENTILE_CONT is a DOUBLE, whatever it is taken of. */
  static final SqlAggFunction PERCENTILE_CONT =
      SqlBasicAggFunction.create(
              SqlKind.PERCENTILE_CONT,
              ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
              OperandTypes.UNIT_INTERVAL_NUMERIC_LITERAL)
          .withGroupOrder(Optionality.MANDATORY)
          .withPercentile(true)
          .withAllowsFraming(false);

  private static final SqlReturnTypeInference COUNT = ReturnTypes.BIGINT;
  private static final SqlReturnTypeInference DOUBLE =
      ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference FIRST =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference SECOND =
      ReturnTypes.ARG1.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  private static final Map<String, SqlAggFunction> OWN = new LinkedHashMap<>();

  static {
    for (String name :
        List.of("uniq", "uniqCombined", "uniqCombined64", "uniqHLL12", "uniqExact")) {
      add(name, "*", COUNT);
    }
    for (String name : List.of("", "TDigest", "ExactInclusive", "ExactExclusive", "BFloat16")) {
      add("quantile" + name, "nn", DOUBLE);
    }
    for (String name : List.of("Exact", "ExactLow", "ExactHigh")) {
      add("quantile" + name, "nn", SECOND);
    }
    add("percentile", "nn", DOUBLE);
    add("median", "n", DOUBLE);
    add("medianTDigest", "n", DOUBLE);
    for (String name : List.of("argMin", "argMax", "first", "last")) {
      add(name, "aa", FIRST);
    }
    add("any", "a", FIRST);
    add("anyLast", "a", FIRST);
    for (String name : List.of("skewPop", "skewSamp", "kurtPop", "kurtSamp", "sumKahan")) {
      add(name, "n", DOUBLE);
    }
    add("corr", "nn", DOUBLE);
    add("avgWeighted", "nn", DOUBLE);
    add("deltaSum", "n", FIRST);
    add("boundingRatio", "nn", DOUBLE);
    add("groupArray", "a", ArrayTypes.arrayOf(0, false));
    add("groupUniqArray", "a", ArrayTypes.arrayOf(0, false));
    add("topK", "ia", ArrayTypes.arrayOf(1, false));
    add("countIf", "b", COUNT);
    add("sumIf", "nb", ReturnTypes.AGG_SUM.andThen(SqlTypeTransforms.FORCE_NULLABLE));
    add("avgIf", "nb", DOUBLE);
    for (String name : List.of("minIf", "maxIf", "anyIf")) {
      add(name, "ab", FIRST);
    }
  }

  private AggregateFunctions() {}

  private static void add(String name, String signature, SqlReturnTypeInference type) {
    OWN.put(
        name,
        SqlBasicAggFunction.create(name, SqlKind.OTHER_FUNCTION, type, Signature.of(signature)));
  }

  /** The functions under names of their own. */
  public static List<SqlOperator> own() {
    return List.copyOf(OWN.values());
  }

  /** The function of a name. */
  public static SqlAggFunction named(String name) {
    SqlAggFunction function = OWN.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no aggregate " + name);
    }
    return function;
  }
}
