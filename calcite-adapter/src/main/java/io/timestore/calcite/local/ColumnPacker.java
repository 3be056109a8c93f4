package io.timestore.calcite.local;

import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Packs values that Enumerable operators gave into columns of an answer. Stateless. */
final class ColumnPacker {
  private ColumnPacker() {}

  /** A column of values in the forms that {@link CellReader} tells. */
  static ColumnVector pack(String name, RelDataType type, @Nullable Object[] values) {
    boolean[] nulls = nulls(values);
    return switch (type.getSqlTypeName()) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DATE, TIMESTAMP ->
          VectorBuilder.longs(name, longType(type), longs(type, values), nulls);
      case REAL, FLOAT, DOUBLE -> VectorBuilder.doubles(name, doubles(values), nulls);
      case DECIMAL -> VectorBuilder.decimals(name, type.getScale(), decimals(type, values), nulls);
      case UUID -> {
        @Nullable UUID[] ids = new @Nullable UUID[values.length];
        for (int i = 0; i < ids.length; i++) {
          ids[i] = (UUID) values[i];
        }
        yield VectorBuilder.uuids(name, ids, nulls);
      }
      case ARRAY -> arrays(name, Objects.requireNonNull(type.getComponentType()), values);
      default -> VectorBuilder.strings(name, texts(values), nulls);
    };
  }

  private static ClickHouseType longType(RelDataType type) {
    return ClickHouseType.parse(
        switch (type.getSqlTypeName()) {
          case BOOLEAN -> "Bool";
          case DATE -> "Date32";
          case TIMESTAMP -> "DateTime64(" + type.getPrecision() + ", 'UTC')";
          default -> "Int64";
        });
  }

  private static boolean @Nullable [] nulls(@Nullable Object[] values) {
    boolean[] nulls = null;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        if (nulls == null) {
          nulls = new boolean[values.length];
        }
        nulls[i] = true;
      }
    }
    return nulls;
  }

  private static long[] longs(RelDataType type, @Nullable Object[] values) {
    long[] packed = new long[values.length];
    for (int i = 0; i < packed.length; i++) {
      Object value = values[i];
      if (value instanceof Boolean truth) {
        packed[i] = truth ? 1 : 0;
      } else if (value instanceof Number number) {
        packed[i] = number.longValue();
      }
    }
    if (type.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      for (int i = 0; i < packed.length; i++) {
        packed[i] = CellReader.rescaled(packed[i], CellReader.digits(type), type.getPrecision());
      }
    }
    return packed;
  }

  private static double[] doubles(@Nullable Object[] values) {
    double[] packed = new double[values.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = values[i] instanceof Number number ? number.doubleValue() : 0;
    }
    return packed;
  }

  private static @Nullable BigDecimal[] decimals(RelDataType type, @Nullable Object[] values) {
    @Nullable BigDecimal[] packed = new @Nullable BigDecimal[values.length];
    for (int i = 0; i < packed.length; i++) {
      Object value = values[i];
      packed[i] =
          value == null
              ? null
              : new BigDecimal(value.toString()).setScale(type.getScale(), RoundingMode.HALF_UP);
    }
    return packed;
  }

  /** In the form that {@link ArraySlice#optional} reads. */
  private static ColumnVector arrays(String name, RelDataType element, @Nullable Object[] values) {
    long[] ends = new long[values.length];
    List<Long> innerEnds = new ArrayList<>();
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof List<?> array) {
        elements.addAll(array);
        innerEnds.add((long) elements.size());
      }
      ends[i] = innerEnds.size();
    }
    ColumnVector inner =
        VectorBuilder.arrays(
            name,
            innerEnds.stream().mapToLong(Long::longValue).toArray(),
            pack(name, element, elements.toArray()));
    return VectorBuilder.arrays(name, ends, inner);
  }

  private static byte[] @Nullable [] texts(@Nullable Object[] values) {
    byte[] @Nullable [] packed = new byte[values.length][];
    for (int i = 0; i < packed.length; i++) {
      Object value = values[i];
      packed[i] = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
    }
    return packed;
  }
}
