package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.net.URL;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/** Refuses values of types that timestore does not have. */
abstract class UnsupportedGetters extends ReadOnlyResultSet {
  @Override
  public Ref getRef(int column) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getRef");
  }

  @Override
  public Ref getRef(String label) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getRef");
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getRowId");
  }

  @Override
  public RowId getRowId(String label) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getRowId");
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getSQLXML");
  }

  @Override
  public SQLXML getSQLXML(String label) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getSQLXML");
  }

  @Override
  public URL getURL(int column) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getURL");
  }

  @Override
  public URL getURL(String label) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.getURL");
  }
}
