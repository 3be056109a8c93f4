package io.timestore.jdbc.internal.result;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.value.ArrayValue;
import io.timestore.jdbc.internal.value.ArrayValues;
import io.timestore.jdbc.internal.value.ColumnInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * An array in memory: of an answer, or made for a parameter. Its text is JSON. For one thread at a
 * time.
 */
final class TimestoreArray implements ArrayValue {
  private final RelDataType elementType;
  private @Nullable List<@Nullable Object> elements;

  /**
   * Makes an array.
   *
   * @param elements in the forms of {@link VectorValues}
   */
  TimestoreArray(RelDataType elementType, List<@Nullable Object> elements) {
    this.elementType = elementType;
    this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
  }

  @Override
  public RelDataType elementType() {
    return elementType;
  }

  @Override
  public List<@Nullable Object> elements() throws SQLException {
    List<@Nullable Object> present = elements;
    if (present == null) {
      throw SqlErrors.closed("array");
    }
    return present;
  }

  private List<@Nullable Object> slice(long index, int count) throws SQLException {
    List<@Nullable Object> all = elements();
    if (index < 1 || count < 0 || index - 1 + count > all.size()) {
      throw SqlErrors.badArgument(
          count + " elements from " + index + " are out of range; the array has " + all.size());
    }
    return all.subList((int) index - 1, (int) index - 1 + count);
  }

  private static void refuse(@Nullable Map<String, Class<?>> map, String method)
      throws SQLException {
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.unsupported("Array." + method + " with a type map");
    }
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    elements();
    return ColumnInfo.of(elementType).typeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    elements();
    return ColumnInfo.of(elementType).jdbcType();
  }

  @Override
  public Object getArray() throws SQLException {
    return ArrayValues.standard(elementType, elements());
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> map) throws SQLException {
    refuse(map, "getArray");
    return getArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return ArrayValues.standard(elementType, slice(index, count));
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    refuse(map, "getArray");
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return rows(1, elements());
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
    refuse(map, "getResultSet");
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return rows(index, slice(index, count));
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    refuse(map, "getResultSet");
    return getResultSet(index, count);
  }

  /** Two columns: the place in the array, and the element. */
  private ResultSet rows(long first, List<@Nullable Object> shown) {
    RelDataType place = SqlTypes.FACTORY.createSqlType(SqlTypeName.BIGINT);
    List<ResultColumn> columns =
        List.of(
            new ResultColumn("INDEX", place, null),
            new ResultColumn(
                "VALUE", SqlTypes.FACTORY.createTypeWithNullability(elementType, true), null));
    List<@Nullable Object[]> rows = new ArrayList<>(shown.size());
    for (int i = 0; i < shown.size(); i++) {
      rows.add(new @Nullable Object[] {first + i, shown.get(i)});
    }
    return new TimestoreResultSet(columns, new ListRows(rows), null, 0);
  }

  @Override
  public void free() {
    elements = null;
  }

  /** The array as JSON. */
  @Override
  public String toString() {
    return elements == null ? "a freed array" : ArrayValues.json(elements);
  }
}
