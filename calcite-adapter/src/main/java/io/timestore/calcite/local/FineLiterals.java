package io.timestore.calcite.local;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.TimestampString;

/**
 * Makes ticks of timestamp literals of more than 3 digits, as {@link CellReader} makes them of
 * values; Calcite would make milliseconds of them.
 */
final class FineLiterals {
  private static final int MILLI_DIGITS = 3;
  private static final int NANO_DIGITS = 9;

  private FineLiterals() {}

  static RelNode in(RelNode root) {
    RexBuilder rexBuilder = root.getCluster().getRexBuilder();
    RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitLiteral(RexLiteral literal) {
            RelDataType type = literal.getType();
            TimestampString time =
                type.getSqlTypeName() == SqlTypeName.TIMESTAMP && type.getPrecision() > MILLI_DIGITS
                    ? literal.getValueAs(TimestampString.class)
                    : null;
            return time == null
                ? literal
                : rexBuilder.makeReinterpretCast(
                    type, ticks(rexBuilder, time, type), rexBuilder.makeLiteral(false));
          }
        };
    return root.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode rel) {
            return super.visit(rel).accept(expressions);
          }
        });
  }

  private static RexNode ticks(RexBuilder rexBuilder, TimestampString time, RelDataType type) {
    String text = time.toString(NANO_DIGITS);
    LocalDateTime value =
        LocalDate.parse(text.substring(0, 10)).atTime(LocalTime.parse(text.substring(11)));
    long ticks = CellReader.ticks(value, type.getPrecision());
    return rexBuilder.makeLiteral(
        ticks, rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BIGINT));
  }
}
