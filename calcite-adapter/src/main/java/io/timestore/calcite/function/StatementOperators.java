package io.timestore.calcite.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * What statements may name: the SQL standard's operators and PostgreSQL's, functions of time
 * series, and ClickHouse's own. Of two with one name ours is meant. Immutable.
 */
public final class StatementOperators implements SqlOperatorTable {
  public static final StatementOperators TABLE = new StatementOperators();

  private final SqlOperatorTable library =
      SqlOperatorTables.chain(
          SqlStdOperatorTable.instance(),
          SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(SqlLibrary.POSTGRESQL));
  private final Map<String, List<SqlOperator>> own = new TreeMap<>();

  private StatementOperators() {
    TimeFunctions.operators().forEach(this::add);
    ScalarFunctions.operators().forEach(this::add);
    AggregateFunctions.own().forEach(this::add);
    Synonyms.operators().forEach(this::add);
    ArrayFunctions.operators().forEach(this::add);
    add(AggregateFunctions.PERCENTILE_CONT);
    add(AggregateFunctions.ARRAY_AGG);
    add(SqlLibraryOperators.REVERSE);
    add(SqlLibraryOperators.ENDS_WITH);
  }

  private void add(SqlOperator operator) {
    own.computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), n -> new ArrayList<>())
        .add(operator);
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
