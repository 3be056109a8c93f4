package io.timestore.calcite.function;

import io.timestore.calcite.sql.aggregate.AggregateFunctions;
import io.timestore.calcite.sql.aggregate.ArrayAggregates;
import io.timestore.calcite.sql.call.ArrayFunctions;
import io.timestore.calcite.sql.call.Operators;
import io.timestore.calcite.sql.call.ScalarFunctions;
import io.timestore.calcite.sql.call.TextCalls;
import io.timestore.calcite.sql.call.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/**
 * What statements may name: the SQL standard's operators and PostgreSQL's, functions of time
 * series, and ClickHouse's own. Of two with one name ours is meant. Immutable.
 */
public final class StatementOperators implements SqlOperatorTable {
  /** ARRAY_AGG, which is NULL of nothing. */
  public static final SqlAggFunction ARRAY_AGG = ArrayAggregates.arrayAgg();

  public static final StatementOperators TABLE = new StatementOperators();

  private final SqlOperatorTable library =
      SqlOperatorTables.chain(
          SqlStdOperatorTable.instance(), SqlOperatorTables.of(PostgresqlOperators.ALL));
  private final Map<String, List<SqlOperator>> own = new TreeMap<>();

  private StatementOperators() {
    TimeSeries.operators().forEach(this::add);
    ScalarFunctions.operators().forEach(this::add);
    AggregateFunctions.operators().forEach(this::add);
    Synonyms.operators().forEach(this::add);
    ArrayFunctions.operators().forEach(this::add);
    add(percentile());
    add(ARRAY_AGG);
    add(TextCalls.LENGTH);
    add(SqlLibraryOperators.REVERSE);
    add(SqlLibraryOperators.ENDS_WITH);
  }

  /** PERCENTILE_CONT is a DOUBLE, whatever it is taken of. */
  private static SqlOperator percentile() {
    return SqlBasicAggFunction.create(
            SqlKind.PERCENTILE_CONT,
            ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
            OperandTypes.UNIT_INTERVAL_NUMERIC_LITERAL)
        .withGroupOrder(Optionality.MANDATORY)
        .withPercentile(true)
        .withAllowsFraming(false);
  }

  private void add(SqlOperator operator) {
    own.computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), n -> new ArrayList<>())
        .add(operator);
  }

  /** The names of the operators that ClickHouse computes; all others are refused by the writer. */
  public static Set<String> pushedDown() {
    return Operators.names();
  }

  /** Whether a function is only another way to write something else. */
  public static boolean isSynonym(String name) {
    return Synonyms.operators().stream().anyMatch(o -> o.getName().equalsIgnoreCase(name));
  }

  /** Whether an operator is an aggregate function, or a name that stands for one. */
  public static boolean isAggregate(SqlOperator operator) {
    if (operator.isAggregator()) {
      return true;
    }
    List<SqlOperator> found = new ArrayList<>();
    TABLE.lookupOperatorOverloads(
        new SqlIdentifier(operator.getName(), SqlParserPos.ZERO),
        null,
        SqlSyntax.FUNCTION,
        found,
        SqlNameMatchers.withCaseSensitive(false));
    return !found.isEmpty() && found.stream().allMatch(SqlOperator::isAggregator);
  }

  /** Under which name of {@link #pushedDown} an operator stands. */
  public static String nameOf(SqlOperator operator) {
    return operator instanceof SqlAggFunction function
            && !Operators.names().contains(function.getName())
        ? Operators.nameOf(function.getKind())
        : operator.getName();
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    List<SqlOperator> ours =
        name.isSimple() && syntax.family == SqlSyntax.FUNCTION
            ? own.get(name.getSimple().toUpperCase(Locale.ROOT))
            : null;
    if (ours == null) {
      library.lookupOperatorOverloads(name, category, syntax, found, matcher);
    } else {
      found.addAll(ours);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>();
    own.values().forEach(all::addAll);
    for (SqlOperator operator : library.getOperatorList()) {
      if (!own.containsKey(operator.getName().toUpperCase(Locale.ROOT))) {
        all.add(operator);
      }
    }
    return all;
  }
}
