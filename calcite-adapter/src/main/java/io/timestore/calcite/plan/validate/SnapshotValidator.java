package io.timestore.calcite.plan.validate;

import io.timestore.calcite.function.NeighbourFunction;
import io.timestore.calcite.function.NullableColumn;
import io.timestore.calcite.function.NullableElements;
import io.timestore.calcite.function.StatementOperators;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.plan.rewrite.ArrayJoins;
import io.timestore.calcite.schema.SnapshotCatalogReader;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.core.model.SystemColumn;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlQualified;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Validates statements. A {@code *} does not show system columns of tables, nor what {@link
 * ArrayJoins} made; one that a subquery selects by name is a column like any other. For one
 * statement.
 */
public final class SnapshotValidator extends SqlValidatorImpl {
  private static final Config CONFIG =
      SqlValidator.Config.DEFAULT
          .withIdentifierExpansion(true)
          .withTypeCoercionEnabled(true)
          .withTypeCoercionFactory(Coercion::new)
          .withDefaultNullCollation(NullCollation.HIGH)
          .withConformance(StatementParser.conformance());

  private final boolean literals;
  private final IdentityHashMap<SqlNode, RelDataType> written = new IdentityHashMap<>();

  /**
   * @param literals whether the parameters are literals that were lifted, and so are never NULL
   */
  public SnapshotValidator(
      SnapshotCatalogReader catalog, NativeQuery.Describer describer, boolean literals) {
    super(operators(catalog, describer), catalog, SqlTypes.FACTORY, CONFIG);
    this.literals = literals;
  }

  /** ClickHouse computes with what can be NULL more slowly. */
  @Override
  protected void inferUnknownTypes(RelDataType type, SqlValidatorScope scope, SqlNode node) {
    super.inferUnknownTypes(type, scope, node);
    RelDataType inferred =
        literals && node instanceof SqlDynamicParam ? getValidatedNodeTypeIfKnown(node) : null;
    if (inferred != null && inferred.isNullable()) {
      setValidatedNodeType(node, typeFactory.createTypeWithNullability(inferred, false));
    }
  }

  /** The type of a validated query before the set operation around it converted its columns. */
  public RelDataType writtenType(SqlNode query) {
    return written.getOrDefault(query, getValidatedNodeType(query));
  }

  /** Remembers the types of what is converted. */
  private static final class Coercion extends TypeCoercionImpl {
    private final SnapshotValidator owner;

    Coercion(RelDataTypeFactory types, SqlValidator validator) {
      super(types, validator);
      this.owner = (SnapshotValidator) validator;
    }

    @Override
    public boolean rowTypeCoercion(
        @Nullable SqlValidatorScope scope, SqlNode query, int column, RelDataType type) {
      owner.written.putIfAbsent(query, owner.getValidatedNodeType(query));
      return super.rowTypeCoercion(scope, query, column, type);
    }
  }

  private static SqlOperatorTable operators(
      SnapshotCatalogReader catalog, NativeQuery.Describer describer) {
    NativeQuery query = new NativeQuery(catalog::snapshotTable, describer);
    return SqlOperatorTables.chain(
        NeighbourFunction.in(StatementOperators.TABLE),
        new SqlOperatorTable() {
          @Override
          public void lookupOperatorOverloads(
              SqlIdentifier name,
              @Nullable SqlFunctionCategory category,
              SqlSyntax syntax,
              List<SqlOperator> found,
              SqlNameMatcher matcher) {
            if (NativeQuery.isNamed(name)) {
              found.add(query);
            } else if (name.isSimple()
                && name.getSimple().equals(NullableColumn.OPERATOR.getName())) {
              found.add(NullableColumn.OPERATOR);
            } else if (name.isSimple()
                && name.getSimple().equals(NullableElements.OPERATOR.getName())) {
              found.add(NullableElements.OPERATOR);
            }
          }

          @Override
          public List<SqlOperator> getOperatorList() {
            return List.of(query);
          }
        });
  }

  /** Called for what a {@code *} stands for, column by column. */
  @Override
  protected void addToSelectList(
      List<SqlNode> list,
      Set<String> aliases,
      List<Map.Entry<String, RelDataType>> fields,
      SqlNode column,
      SelectScope scope,
      boolean includeSystemVars) {
    boolean made = column instanceof SqlIdentifier name && ArrayJoins.isMade(name);
    if (!made && !isSystemColumn(column, scope)) {
      super.addToSelectList(list, aliases, fields, column, scope, includeSystemVars);
    }
  }

  private static boolean isSystemColumn(SqlNode node, SqlValidatorScope scope) {
    if (!(node instanceof SqlIdentifier name)
        || !SystemColumn.isReserved(name.names.get(name.names.size() - 1))) {
      return false;
    }
    SqlQualified qualified = scope.fullyQualify(name);
    return qualified.namespace != null && qualified.namespace.getTable() != null;
  }
}
