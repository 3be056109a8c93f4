package io.timestore.calcite.plan.validate;

import static java.util.Objects.requireNonNull;

import io.timestore.calcite.function.NullableColumn;
import io.timestore.calcite.plan.rewrite.Recursions;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the columns of recursive tables types that hold the rows of every step: Calcite takes those
 * of the first SELECT, which may be too short, too narrow or NOT NULL. The types are tried until
 * the step has no wider ones.
 */
public final class RecursionTypes {
  private static final int TRIES = 5;
  private static final int WIDE_DIGITS = 38;
  private static final RelDataTypeFactory TYPES = SqlTypes.FACTORY;

  private RecursionTypes() {}

  /** The columns of one recursive table, and whether both of its SELECTs have their types. */
  private record Columns(List<RelDataTypeField> fields, boolean settled) {}

  /**
   * The tree with casts to types that hold.
   *
   * @param tree a tree whose recursions are arranged, which is not changed
   * @throws TimestoreException INVALID_SQL if there are no such types
   */
  public static SqlNode settled(SqlNode tree, Supplier<SnapshotValidator> validators) {
    if (Recursions.of(tree).isEmpty()) {
      return tree;
    }
    Map<SqlParserPos, List<RelDataTypeField>> wider = new HashMap<>();
    for (int i = 0; i < TRIES; i++) {
      SqlNode typed = Casts.in(tree, wider);
      SnapshotValidator validator = validators.get();
      boolean settled = true;
      for (SqlWithItem item : Recursions.of(validator.validate(Copies.of(typed)))) {
        boolean cast = wider.containsKey(item.name.getParserPosition());
        Columns columns = columns(item, cast, validator);
        if (!columns.settled()) {
          wider.put(item.name.getParserPosition(), columns.fields());
          settled = false;
        }
      }
      if (settled) {
        return typed;
      }
    }
    throw new TimestoreException(
        ErrorCode.INVALID_SQL,
        "a column of WITH RECURSIVE gets more digits in each step; write a CAST in the SELECT that"
            + " reads the table itself, such as CAST(n * 1.5 AS DECIMAL(18, 6))");
  }

  private static Columns columns(SqlWithItem item, boolean cast, SnapshotValidator validator) {
    SqlCall union = (SqlCall) body(item.query);
    RelDataType seed = validator.writtenType(union.operand(0));
    SqlNode again = union.operand(1);
    RelDataType step = validator.writtenType(cast ? Casts.inside(again) : again);
    List<RelDataTypeField> fields = new ArrayList<>();
    boolean settled = true;
    for (RelDataTypeField field : seed.getFieldList()) {
      RelDataType other = step.getFieldList().get(field.getIndex()).getType();
      RelDataType type = wide(field.getType(), other, validator);
      fields.add(new RelDataTypeFieldImpl(field.getName(), field.getIndex(), type));
      settled &=
          type.equals(field.getType()) && (cast || type.equals(both(type, other, validator)));
    }
    return new Columns(fields, settled);
  }

  private static @Nullable RelDataType both(
      RelDataType seed, RelDataType step, SqlValidator validator) {
    List<RelDataType> types = List.of(seed, step);
    RelDataType both = TYPES.leastRestrictive(types);
    return both == null ? validator.getTypeCoercion().getWiderTypeFor(types, false) : both;
  }

  private static RelDataType wide(RelDataType seed, RelDataType step, SqlValidator validator) {
    RelDataType both = both(seed, step, validator);
    if (both == null) {
      throw new TimestoreException(
          ErrorCode.INVALID_SQL,
          "a column of WITH RECURSIVE is "
              + seed
              + " in the first SELECT and "
              + step
              + " in the one that reads the table itself; write the same CAST in both");
    }
    RelDataType open = open(both);
    boolean digits =
        both.getSqlTypeName() == SqlTypeName.DECIMAL
            && seed.getSqlTypeName() == SqlTypeName.DECIMAL
            && both.getScale() == seed.getScale()
            && both.getPrecision() > seed.getPrecision();
    if (!digits) {
      return open;
    }
    int precision = Math.max(WIDE_DIGITS, seed.getPrecision());
    return TYPES.createTypeWithNullability(
        TYPES.createSqlType(SqlTypeName.DECIMAL, precision, seed.getScale()), both.isNullable());
  }

  /** The type with texts of any length. */
  private static RelDataType open(RelDataType type) {
    RelDataType element = type.getComponentType();
    RelDataType open =
        SqlTypeUtil.inCharFamily(type)
            ? TYPES.createSqlType(SqlTypeName.VARCHAR)
            : element != null && type.getSqlTypeName() == SqlTypeName.ARRAY
                ? TYPES.createArrayType(open(element), -1)
                : type;
    return TYPES.createTypeWithNullability(open, type.isNullable());
  }

  private static SqlNode body(SqlNode query) {
    return query instanceof SqlWith with ? body(with.body) : query;
  }

  /** Puts casts around both SELECTs of recursions. */
  private static final class Casts extends SqlShuttle {
    private final Map<SqlParserPos, List<RelDataTypeField>> wider;

    private Casts(Map<SqlParserPos, List<RelDataTypeField>> wider) {
      this.wider = wider;
    }

    /**
     * The tree with casts.
     *
     * @param wider the columns of a recursive table, by the place of its name
     */
    static SqlNode in(SqlNode tree, Map<SqlParserPos, List<RelDataTypeField>> wider) {
      SqlNode typed = tree.accept(new Casts(wider));
      return typed == null ? tree : typed;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      SqlNode node = super.visit(call);
      if (!(node instanceof SqlWithItem item)) {
        return node;
      }
      List<RelDataTypeField> columns = wider.get(item.name.getParserPosition());
      return columns == null
          ? node
          : new SqlWithItem(
              item.getParserPosition(),
              item.name,
              item.columnList,
              typed(item.query, columns),
              item.recursive);
    }

    private static SqlNode typed(SqlNode query, List<RelDataTypeField> columns) {
      if (query instanceof SqlWith with) {
        return new SqlWith(with.getParserPosition(), with.withList, typed(with.body, columns));
      }
      SqlCall union = (SqlCall) query;
      return union
          .getOperator()
          .createCall(
              union.getParserPosition(),
              cast(union.operand(0), columns, true),
              cast(union.operand(1), columns, false));
    }

    private static SqlNode cast(SqlNode query, List<RelDataTypeField> columns, boolean seed) {
      SqlParserPos at = query.getParserPosition();
      SqlNodeList list = new SqlNodeList(at);
      List<SqlNode> branch = new ArrayList<>(List.of(query, new SqlIdentifier("_branch", at)));
      for (RelDataTypeField column : columns) {
        RelDataType type = column.getType();
        SqlIdentifier name = new SqlIdentifier("_c" + column.getIndex(), at);
        branch.add(name);
        SqlNode value =
            isWritten(type)
                ? SqlStdOperatorTable.CAST.createCall(at, name, SqlTypeUtil.convertTypeToSpec(type))
                : name;
        list.add(
            SqlStdOperatorTable.AS.createCall(
                at,
                seed && type.isNullable() ? NullableColumn.OPERATOR.createCall(at, value) : value,
                new SqlIdentifier(column.getName(), at)));
      }
      SqlNode from = SqlStdOperatorTable.AS.createCall(at, branch);
      return new SqlSelect(
          at, null, list, from, null, null, null, null, null, null, null, null, null);
    }

    /** The query that a {@link #cast} is around. */
    static SqlNode inside(SqlNode query) {
      return ((SqlCall) requireNonNull(((SqlSelect) query).getFrom())).operand(0);
    }

    /** Whether a CAST can name a type; the others are the same in all steps. */
    private static boolean isWritten(RelDataType type) {
      return type.getSqlTypeName() == SqlTypeName.ARRAY
          || (SqlTypeUtil.isAtomic(type) && type.getSqlTypeName() != SqlTypeName.NULL);
    }
  }

  /** Copies trees: validation changes what it is given. */
  private static final class Copies extends SqlShuttle {
    static SqlNode of(SqlNode tree) {
      SqlNode copy = tree.accept(new Copies());
      return copy == null ? tree : copy;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      CallCopyingArgHandler copy = new CallCopyingArgHandler(call, true);
      call.getOperator().acceptCall(this, call, false, copy);
      return copy.result();
    }
  }
}
