package io.timestore.jdbc.internal.result;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.value.ColumnInfo;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** Names and types of an answer's columns. Immutable. */
public final class TimestoreResultSetMetaData implements ResultSetMetaData {
  private final List<ResultColumn> columns;

  public TimestoreResultSetMetaData(List<ResultColumn> columns) {
    this.columns = columns;
  }

  private ResultColumn column(int number) throws SQLException {
    if (number < 1 || number > columns.size()) {
      throw SqlErrors.badArgument(
          "column " + number + " is out of range; the answer has " + columns.size() + " columns");
    }
    return columns.get(number - 1);
  }

  private ColumnInfo info(int number) throws SQLException {
    return ColumnInfo.of(column(number));
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return info(column).className().equals("java.lang.String");
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return column(column).type().isNullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return info(column).signed();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return info(column).displaySize();
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return column(column).label();
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return column(column).label();
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    ResultColumn.Origin origin = column(column).origin();
    return origin == null ? "" : origin.schema();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    ResultColumn.Origin origin = column(column).origin();
    return origin == null ? "" : origin.table();
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    column(column);
    return "";
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return info(column).precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    return info(column).scale();
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return info(column).jdbcType();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return info(column).typeName();
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return info(column).className();
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
