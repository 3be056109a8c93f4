package io.timestore.calcite.plan;

import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.schema.SnapshotCatalogReader;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.core.model.SystemColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Validates statements. A {@code *} does not show system columns of tables; one that a subquery
 * selects by name is a column like any other. For one statement.
 */
final class SnapshotValidator extends SqlValidatorImpl {
  private static final SqlOperatorTable OPERATORS =
      SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
          SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL);
  private static final Config CONFIG =
      SqlValidator.Config.DEFAULT
          .withIdentifierExpansion(true)
          .withTypeCoercionEnabled(true)
          .withDefaultNullCollation(NullCollation.HIGH)
          .withConformance(StatementParser.conformance());

  SnapshotValidator(SnapshotCatalogReader catalog) {
    super(OPERATORS, catalog, SqlTypes.FACTORY, CONFIG);
  }

  @Override
  public SqlNodeList expandStar(
      SqlNodeList selectList, SqlSelect select, boolean includeSystemVars) {
    if (selectList.stream().noneMatch(SnapshotValidator::isStar)) {
      return super.expandStar(selectList, select, includeSystemVars);
    }
    List<SqlNode> shown = new ArrayList<>();
    for (SqlNode item : selectList) {
      SqlNodeList expanded =
          super.expandStar(
              new SqlNodeList(List.of(item), selectList.getParserPosition()),
              select,
              includeSystemVars);
      for (SqlNode column : expanded) {
        if (!isStar(item) || !isSystemColumn(column, select)) {
          shown.add(column);
        }
      }
    }
    return super.expandStar(
        new SqlNodeList(shown, selectList.getParserPosition()), select, includeSystemVars);
  }

  private static boolean isStar(SqlNode node) {
    return node instanceof SqlIdentifier name && name.isStar();
  }

  private boolean isSystemColumn(SqlNode node, SqlSelect select) {
    if (!(node instanceof SqlIdentifier name)
        || !SystemColumn.isReserved(name.names.get(name.names.size() - 1))) {
      return false;
    }
    SqlValidatorScope scope = getWhereScope(select);
    SqlQualified qualified = scope.fullyQualify(name);
    return qualified.namespace != null && qualified.namespace.getTable() != null;
  }
}
