package io.timestore.jdbc.internal.session;

import io.timestore.calcite.sql.StatementParameter;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.value.ColumnInfo;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** Types of a statement's parameters. Immutable. */
final class TimestoreParameterMetaData implements ParameterMetaData {
  private final List<StatementParameter> parameters;

  TimestoreParameterMetaData(List<StatementParameter> parameters) {
    this.parameters = parameters;
  }

  private ColumnInfo info(int number) throws SQLException {
    if (number < 1 || number > parameters.size()) {
      throw SqlErrors.badArgument(
          "parameter " + number + " is out of range; there are " + parameters.size());
    }
    return ColumnInfo.of(parameters.get(number - 1).type());
  }

  @Override
  public int getParameterCount() {
    return parameters.size();
  }

  @Override
  public int isNullable(int number) throws SQLException {
    info(number);
    return parameters.get(number - 1).rowCount() ? parameterNoNulls : parameterNullable;
  }

  @Override
  public boolean isSigned(int number) throws SQLException {
    return info(number).signed();
  }

  @Override
  public int getPrecision(int number) throws SQLException {
    return info(number).precision();
  }

  @Override
  public int getScale(int number) throws SQLException {
    return info(number).scale();
  }

  @Override
  public int getParameterType(int number) throws SQLException {
    return info(number).jdbcType();
  }

  @Override
  public String getParameterTypeName(int number) throws SQLException {
    return info(number).typeName();
  }

  @Override
  public String getParameterClassName(int number) throws SQLException {
    return info(number).className();
  }

  @Override
  public int getParameterMode(int number) throws SQLException {
    info(number);
    return parameterModeIn;
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
