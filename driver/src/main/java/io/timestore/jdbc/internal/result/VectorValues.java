package io.timestore.jdbc.internal.result;

import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Values of an answer's vectors in the forms that the driver hands on. Stateless. */
final class VectorValues {
  private VectorValues() {}

  /** A value that is not NULL in the form that the driver hands on. */
  static @Nullable Object value(ColumnVector vector, int row, RelDataType type) {
    return value(vector, row, type, type.getSqlTypeName());
  }

  static @Nullable Object value(ColumnVector vector, int row, RelDataType type, SqlTypeName name) {
    return switch (name) {
      case BOOLEAN -> vector.getLong(row) != 0;
      case TINYINT, SMALLINT, INTEGER -> narrow(vector.getLong(row));
      case BIGINT -> vector.getLong(row);
      case REAL -> (float) vector.getDouble(row);
      case FLOAT, DOUBLE -> vector.getDouble(row);
      case DECIMAL -> decimal(vector.getDecimal(row), type.getScale());
      case ARRAY -> array(vector, row, type);
      default -> vector.getObject(row);
    };
  }

  /** An INTEGER that ClickHouse computed wider than SQL says is shown as it is. */
  private static Object narrow(long value) {
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private static BigDecimal decimal(BigDecimal value, int scale) {
    return value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
  }

  private static @Nullable TimestoreArray array(ColumnVector vector, int row, RelDataType type) {
    ArraySlice slice = ArraySlice.optional(vector, row);
    if (slice == null) {
      return null;
    }
    RelDataType elementType = Objects.requireNonNull(type.getComponentType());
    ColumnVector elements = slice.elements();
    List<@Nullable Object> list = new ArrayList<>(slice.size());
    for (int i = slice.from(); i < slice.to(); i++) {
      list.add(elements.isNull(i) ? null : value(elements, i, elementType));
    }
    return new TimestoreArray(elementType, list);
  }
}
