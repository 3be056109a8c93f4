package io.timestore.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** The setters of a prepared statement for types that timestore does not have. */
abstract class BasePreparedStatement extends TimestoreStatement implements PreparedStatement {
  BasePreparedStatement(TimestoreConnection connection) {
    super(connection);
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
  public int executeUpdate() throws SQLException {
    throw changes("executeUpdate");
  }

  @Override
  public void addBatch() throws SQLException {
    throw changes("addBatch");
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
    throw unsupported("setBinaryStream");
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("setBinaryStream");
  }

  @Override
  public void setBinaryStream(int index, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("setBinaryStream");
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int index, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("setUnicodeStream");
  }

  @Override
  public void setRef(int index, @Nullable Ref value) throws SQLException {
    throw unsupported("setRef");
  }

  @Override
  public void setBlob(int index, @Nullable Blob value) throws SQLException {
    throw unsupported("setBlob");
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value) throws SQLException {
    throw unsupported("setBlob");
  }

  @Override
  public void setBlob(int index, @Nullable InputStream value, long length) throws SQLException {
    throw unsupported("setBlob");
  }

  @Override
  public void setClob(int index, @Nullable Clob value) throws SQLException {
    throw unsupported("setClob");
  }

  @Override
  public void setClob(int index, @Nullable Reader value) throws SQLException {
    throw unsupported("setClob");
  }

  @Override
  public void setClob(int index, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("setClob");
  }

  @Override
  public void setNClob(int index, @Nullable NClob value) throws SQLException {
    throw unsupported("setNClob");
  }

  @Override
  public void setNClob(int index, @Nullable Reader value) throws SQLException {
    throw unsupported("setNClob");
  }

  @Override
  public void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("setNClob");
  }

  @Override
  public void setArray(int index, @Nullable Array value) throws SQLException {
    throw unsupported("setArray");
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
