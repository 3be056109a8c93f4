package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.schema.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.ExplicitOperatorBinding;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.CompositeOperandTypeChecker;
import org.apache.calcite.sql.type.FamilyOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Types of a function's operands and result, as far as they are the same in every use. A result's
 * type is that which the planner infers for operands of every type that they may have. Stateless.
 */
final class FunctionTypes {
  private static final RelDataTypeFactory FACTORY = SqlTypes.FACTORY;
  private static final List<SqlTypeName> NUMBERS =
      List.of(SqlTypeName.BIGINT, SqlTypeName.DOUBLE, SqlTypeName.DECIMAL);
  private static final List<SqlTypeName> ALL =
      List.of(
          SqlTypeName.BIGINT,
          SqlTypeName.DOUBLE,
          SqlTypeName.VARCHAR,
          SqlTypeName.TIMESTAMP,
          SqlTypeName.DATE,
          SqlTypeName.BOOLEAN);

  private FunctionTypes() {}

  /** As many operands as it may have; as many as it needs, if there is no end. */
  static int operands(SqlFunction function) {
    if (function.getOperandTypeChecker() == null) {
      return 0;
    }
    SqlOperandCountRange range = function.getOperandCountRange();
    return range.getMax() < 0 ? Math.max(0, range.getMin()) : range.getMax();
  }

  /** The type of an operand, counted from 0; null if it takes several. */
  static @Nullable RelDataType operand(SqlFunction function, int index) {
    Set<SqlTypeFamily> families = families(function.getOperandTypeChecker(), index);
    if (families.size() != 1) {
      return null;
    }
    return switch (families.iterator().next()) {
      case NUMERIC, EXACT_NUMERIC, DECIMAL -> type(SqlTypeName.DECIMAL);
      case INTEGER -> type(SqlTypeName.BIGINT);
      case APPROXIMATE_NUMERIC -> type(SqlTypeName.DOUBLE);
      case CHARACTER, STRING -> type(SqlTypeName.VARCHAR);
      case BOOLEAN -> type(SqlTypeName.BOOLEAN);
      case DATE -> type(SqlTypeName.DATE);
      case DATETIME, TIMESTAMP -> type(SqlTypeName.TIMESTAMP);
      default -> null;
    };
  }

  /** The families of which an operand may be; ANY if that is not written down. */
  private static Set<SqlTypeFamily> families(@Nullable SqlOperandTypeChecker checker, int index) {
    if (checker instanceof FamilyOperandTypeChecker known
        && index < known.getOperandCountRange().getMax()) {
      return Set.of(known.getOperandSqlTypeFamily(index));
    }
    if (checker instanceof CompositeOperandTypeChecker several) {
      return several.getRules().stream()
          .filter(rule -> rule.getOperandCountRange().getMax() > index)
          .flatMap(rule -> families(rule, index).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
    return Set.of(SqlTypeFamily.ANY);
  }

  /** The type of the result; null if it depends on the operands. */
  static @Nullable RelDataType result(SqlFunction function) {
    List<RelDataType> inferred = new ArrayList<>();
    for (int variant = 0; variant < ALL.size(); variant++) {
      List<RelDataType> operands = new ArrayList<>();
      for (int i = 0; i < operands(function); i++) {
        List<SqlTypeName> choices = choices(families(function.getOperandTypeChecker(), i));
        operands.add(type(choices.get(variant % choices.size())));
      }
      RelDataType type = result(function, operands);
      if (type != null) {
        inferred.add(type);
      }
    }
    boolean same = inferred.stream().map(RelDataType::getSqlTypeName).distinct().count() == 1;
    return same ? inferred.get(0) : null;
  }

  private static List<SqlTypeName> choices(Set<SqlTypeFamily> families) {
    List<SqlTypeName> choices = new ArrayList<>();
    for (SqlTypeFamily family : families) {
      switch (family) {
        case NUMERIC, EXACT_NUMERIC, DECIMAL -> choices.addAll(NUMBERS);
        case DATETIME -> choices.addAll(List.of(SqlTypeName.TIMESTAMP, SqlTypeName.DATE));
        case INTEGER -> choices.add(SqlTypeName.BIGINT);
        case APPROXIMATE_NUMERIC -> choices.add(SqlTypeName.DOUBLE);
        case CHARACTER, STRING -> choices.add(SqlTypeName.VARCHAR);
        case BOOLEAN -> choices.add(SqlTypeName.BOOLEAN);
        case DATE -> choices.add(SqlTypeName.DATE);
        case TIMESTAMP -> choices.add(SqlTypeName.TIMESTAMP);
        default -> choices.addAll(ALL);
      }
    }
    return choices.isEmpty() ? ALL : choices;
  }

  /** What the planner infers; null if the function does not take these operands. */
  private static @Nullable RelDataType result(SqlFunction function, List<RelDataType> operands) {
    SqlOperatorBinding binding =
        function instanceof SqlAggFunction aggregate
            ? new Aggregate.AggCallBinding(FACTORY, aggregate, List.of(), operands, true, false)
            : new ExplicitOperatorBinding(FACTORY, function, operands);
    try {
      return function.inferReturnType(binding);
    } catch (RuntimeException | AssertionError refused) {
      return null;
    }
  }

  private static RelDataType type(SqlTypeName name) {
    return FACTORY.createTypeWithNullability(FACTORY.createSqlType(name), true);
  }
}
