package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.result.ResultSetKind;
import java.net.URL;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** The setters of a prepared statement for types that timestore does not have. */
abstract class BasePreparedStatement extends TimestoreStatement implements PreparedStatement {
  BasePreparedStatement(TimestoreConnection connection, ResultSetKind kind) {
    super(connection, kind);
  }

  private static SQLException unsupported(String method) {
    return SqlErrors.unsupported("PreparedStatement." + method);
  }

  private static SQLException withSql() {
    return SqlErrors.badArgument("a prepared statement runs the SQL that it was prepared with");
  }

  @Override
  public final ResultSet executeQuery(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final boolean execute(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final long executeLargeUpdate(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public final void addBatch(String sql) throws SQLException {
    throw withSql();
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(executeLargeUpdate(), Integer.MAX_VALUE);
  }

  @Override
  public void setRef(int index, @Nullable Ref value) throws SQLException {
    throw unsupported("setRef");
  }

  @Override
  public void setURL(int index, @Nullable URL value) throws SQLException {
    throw unsupported("setURL");
  }

  @Override
  public void setRowId(int index, @Nullable RowId value) throws SQLException {
    throw unsupported("setRowId");
  }

  @Override
  public void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
    throw unsupported("setSQLXML");
  }
}
