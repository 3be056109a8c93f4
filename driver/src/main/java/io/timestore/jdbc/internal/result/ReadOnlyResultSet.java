package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/** Refuses every change by column name or of the row: answers are read only. */
abstract class ReadOnlyResultSet extends UpdatesByIndex {
  @Override
  public void cancelRowUpdates() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.cancelRowUpdates");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.deleteRow");
  }

  @Override
  public void insertRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.insertRow");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.moveToCurrentRow");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.moveToInsertRow");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.refreshRow");
  }

  @Override
  public void updateArray(String label, Array value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateArray");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, int number) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateAsciiStream");
  }

  @Override
  public void updateBigDecimal(String label, BigDecimal value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBigDecimal");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, int number) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBinaryStream");
  }

  @Override
  public void updateBlob(String label, InputStream value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(String label, InputStream value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBlob(String label, Blob value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBlob");
  }

  @Override
  public void updateBoolean(String label, boolean value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBoolean");
  }

  @Override
  public void updateByte(String label, byte value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateByte");
  }

  @Override
  public void updateBytes(String label, byte[] values) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateBytes");
  }

  @Override
  public void updateCharacterStream(String label, Reader value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, int number) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateCharacterStream");
  }

  @Override
  public void updateClob(String label, Reader value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateClob");
  }

  @Override
  public void updateClob(String label, Clob value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateClob");
  }

  @Override
  public void updateDate(String label, Date value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateDate");
  }

  @Override
  public void updateDouble(String label, double value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateDouble");
  }

  @Override
  public void updateFloat(String label, float value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateFloat");
  }

  @Override
  public void updateInt(String label, int number) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateInt");
  }

  @Override
  public void updateLong(String label, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateLong");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNCharacterStream");
  }

  @Override
  public void updateNClob(String label, Reader value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(String label, Reader value, long length) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNClob(String label, NClob value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNClob");
  }

  @Override
  public void updateNString(String label, String value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNString");
  }

  @Override
  public void updateNull(String label) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateNull");
  }

  @Override
  public void updateObject(String label, Object value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value, int number) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value, SQLType value2) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateObject");
  }

  @Override
  public void updateObject(String label, Object value, SQLType value2, int number)
      throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateObject");
  }

  @Override
  public void updateRef(String label, Ref value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateRef");
  }

  @Override
  public void updateRow() throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateRow");
  }

  @Override
  public void updateRowId(String label, RowId value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateRowId");
  }

  @Override
  public void updateSQLXML(String label, SQLXML value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateSQLXML");
  }

  @Override
  public void updateShort(String label, short value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateShort");
  }

  @Override
  public void updateString(String label, String value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateString");
  }

  @Override
  public void updateTime(String label, Time value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateTime");
  }

  @Override
  public void updateTimestamp(String label, Timestamp value) throws SQLException {
    throw SqlErrors.unsupported("ResultSet.updateTimestamp");
  }
}
