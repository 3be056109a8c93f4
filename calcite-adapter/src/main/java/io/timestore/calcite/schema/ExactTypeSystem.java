package io.timestore.calcite.schema;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Types wide enough for what ClickHouse holds: timestamps to the nanosecond, decimals of 76 digits.
 * Sums keep their argument's family, averages are DOUBLE, decimals are rounded half up. Immutable.
 */
final class ExactTypeSystem extends RelDataTypeSystemImpl {
  static final ExactTypeSystem INSTANCE = new ExactTypeSystem();

  private static final int TIME_DIGITS = 9;
  private static final int DEFAULT_TIME_DIGITS = 6;
  private static final int DECIMAL_DIGITS = 76;
  private static final int SUM_DIGITS = 38;

  /** How many digits a sum of as many rows as there can be has more than what is summed. */
  private static final int ROW_DIGITS = 19;

  private ExactTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName typeName) {
    return switch (typeName) {
      case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ, TIME -> TIME_DIGITS;
      case DECIMAL -> DECIMAL_DIGITS;
      default -> super.getMaxPrecision(typeName);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName typeName) {
    return typeName == SqlTypeName.DECIMAL ? DECIMAL_DIGITS : super.getMaxScale(typeName);
  }

  /** An interval may have as many digits as there can be, without saying so. */
  @Override
  public int getDefaultPrecision(SqlTypeName typeName) {
    if (SqlTypeName.INTERVAL_TYPES.contains(typeName)) {
      return SqlTypeName.MAX_INTERVAL_START_PRECISION;
    }
    return switch (typeName) {
      case TIMESTAMP -> DEFAULT_TIME_DIGITS;
      case DECIMAL -> SUM_DIGITS;
      default -> super.getDefaultPrecision(typeName);
    };
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    RelDataType sum =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
          case REAL, FLOAT, DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
          case DECIMAL ->
              factory.createSqlType(
                  SqlTypeName.DECIMAL,
                  Math.min(
                      DECIMAL_DIGITS, Math.max(SUM_DIGITS, argument.getPrecision() + ROW_DIGITS)),
                  argument.getScale());
          default -> argument;
        };
    return factory.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return SqlTypeUtil.isNumeric(argument)
        ? factory.createTypeWithNullability(
            factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable())
        : argument;
  }

  @Override
  public RelDataType deriveFractionalRankType(RelDataTypeFactory factory) {
    return factory.createSqlType(SqlTypeName.DOUBLE);
  }

  @Override
  public RelDataType deriveRankType(RelDataTypeFactory factory) {
    return factory.createSqlType(SqlTypeName.BIGINT);
  }
}
