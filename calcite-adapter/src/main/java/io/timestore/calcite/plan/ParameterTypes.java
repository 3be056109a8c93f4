package io.timestore.calcite.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** Gives parameters the types of the values that were set, where their place does not say one. */
final class ParameterTypes extends SqlShuttle {
  private final Map<Integer, ParameterType> types;

  private ParameterTypes(Map<Integer, ParameterType> types) {
    this.types = types;
  }

  /** The tree with each given parameter in a cast to its type. */
  static SqlNode apply(SqlNode tree, Map<Integer, ParameterType> types) {
    if (types.isEmpty()) {
      return tree;
    }
    SqlNode typed = tree.accept(new ParameterTypes(types));
    return typed == null ? tree : typed;
  }

  /** The types that validation gave to a statement's parameters, in the parameters' order. */
  static List<RelDataType> of(SqlNode validated, SqlValidator validator) {
    TreeMap<Integer, RelDataType> types = new TreeMap<>();
    validated.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            types.put(parameter.getIndex(), validator.getValidatedNodeType(parameter));
            return null;
          }
        });
    return List.copyOf(types.values());
  }

  @Override
  public @Nullable SqlNode visit(SqlDynamicParam parameter) {
    ParameterType type = types.get(parameter.getIndex());
    if (type == null) {
      return parameter;
    }
    SqlParserPos at = parameter.getParserPosition();
    SqlDataTypeSpec spec = new SqlDataTypeSpec(name(type, at), at);
    return SqlStdOperatorTable.CAST.createCall(at, List.of(parameter, spec));
  }

  /** Numbers of rows are left as they are: they have their type from their place only. */
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode typed = super.visit(call);
    return typed instanceof SqlOrderBy sort && call instanceof SqlOrderBy plain
        ? new SqlOrderBy(
            sort.getParserPosition(), sort.query, sort.orderList, plain.offset, plain.fetch)
        : typed;
  }

  private static SqlTypeNameSpec name(ParameterType type, SqlParserPos at) {
    ParameterType element = type.element();
    return element == null
        ? new SqlBasicTypeNameSpec(type.name(), type.precision(), type.scale(), at)
        : new SqlCollectionTypeNameSpec(name(element, at), type.name(), at);
  }
}
