package io.timestore.calcite.local;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Brings parameter values into the forms that {@link CellReader} tells.
 *
 * @param types of all parameters
 * @param rowCounts the parameters that are numbers of LIMIT or OFFSET here
 */
record LocalParameters(List<RelDataType> types, Set<Integer> rowCounts) {
  LocalParameters {
    types = List.copyOf(types);
    rowCounts = Set.copyOf(rowCounts);
  }

  static LocalParameters of(RelNode root, List<RelDataType> types) {
    Set<Integer> rowCounts = new HashSet<>();
    collect(root, rowCounts);
    return new LocalParameters(types, rowCounts);
  }

  private static void collect(RelNode rel, Set<Integer> rowCounts) {
    if (rel instanceof EnumerableLimit limit) {
      if (limit.fetch instanceof RexDynamicParam parameter) {
        rowCounts.add(parameter.getIndex());
      }
      if (limit.offset instanceof RexDynamicParam parameter) {
        rowCounts.add(parameter.getIndex());
      }
    }
    rel.getInputs().forEach(input -> collect(input, rowCounts));
  }

  /** Puts the values under the names by which generated code asks for them. */
  void bind(List<@Nullable Object> values, Map<String, Object> names) {
    for (int i = 0; i < types.size(); i++) {
      Object value = values.get(i);
      try {
        if (rowCounts.contains(i)) {
          names.put("?" + i, rowCount(value));
        } else if (value != null) {
          names.put("?" + i, of(value, types.get(i)));
        }
      } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
        throw new TimestoreException(
            ErrorCode.INVALID_VALUE,
            "parameter " + (i + 1) + " is " + types.get(i) + "; the value '" + value + "' is none",
            e);
      }
    }
  }

  /** More rows than an int can count are as many as that. */
  private static Integer rowCount(@Nullable Object value) {
    long count = value == null ? -1 : new BigDecimal(value.toString()).longValueExact();
    if (count < 0) {
      throw new IllegalArgumentException("no number of rows");
    }
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static Object of(Object value, RelDataType type) {
    RelDataType element = type.getComponentType();
    if (element != null || value instanceof List<?>) {
      return list(value, element);
    }
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> new BigDecimal(value.toString()).longValueExact();
      case DECIMAL -> new BigDecimal(value.toString());
      case REAL, FLOAT, DOUBLE -> Double.valueOf(value.toString());
      case BOOLEAN -> truth(value);
      case DATE -> Math.toIntExact(time(value).toLocalDate().toEpochDay());
      case TIMESTAMP -> CellReader.ticks(time(value), CellReader.digits(type));
      case UUID -> value instanceof UUID id ? id : UUID.fromString(value.toString());
      default -> value.toString();
    };
  }

  private static List<@Nullable Object> list(Object value, @Nullable RelDataType element) {
    if (element == null || !(value instanceof List<?> given)) {
      throw new IllegalArgumentException(element == null ? "an array" : "no array");
    }
    List<@Nullable Object> list = new ArrayList<>(given.size());
    for (Object each : given) {
      list.add(each == null ? null : boxed(of(each, element), element.getSqlTypeName()));
    }
    return list;
  }

  /** Elements are in the very class that generated code casts them to. */
  private static Object boxed(Object value, SqlTypeName type) {
    return switch (type) {
      case TINYINT -> (byte) Math.toIntExact((Long) value);
      case SMALLINT -> (short) Math.toIntExact((Long) value);
      case INTEGER -> Math.toIntExact((Long) value);
      case REAL -> ((Double) value).floatValue();
      default -> value;
    };
  }

  private static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new IllegalArgumentException("no boolean");
  }

  private static LocalDateTime time(Object value) {
    return value instanceof LocalDateTime time
        ? time
        : value instanceof LocalDate day
            ? day.atStartOfDay()
            : LocalDateTime.parse(value.toString().strip().replace(' ', 'T'));
  }
}
