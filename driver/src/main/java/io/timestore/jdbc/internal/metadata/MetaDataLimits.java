package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.parse.StatementParser;
import java.sql.Connection;
import java.sql.ResultSet;

/** Names, versions and limits; 0 means no limit or an unknown one. */
abstract class MetaDataLimits extends MetaDataFlags {
  @Override
  public String getCatalogSeparator() {
    return ".";
  }

  @Override
  public String getCatalogTerm() {
    return "catalog";
  }

  @Override
  public int getDatabaseMajorVersion() {
    return 0;
  }

  @Override
  public int getDatabaseMinorVersion() {
    return 1;
  }

  @Override
  public String getDatabaseProductName() {
    return "timestore";
  }

  @Override
  public String getDatabaseProductVersion() {
    return "0.1";
  }

  @Override
  public int getDefaultTransactionIsolation() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public int getDriverMajorVersion() {
    return 0;
  }

  @Override
  public int getDriverMinorVersion() {
    return 1;
  }

  @Override
  public String getDriverName() {
    return "timestore JDBC driver";
  }

  @Override
  public String getDriverVersion() {
    return "0.1";
  }

  @Override
  public String getExtraNameCharacters() {
    return "$";
  }

  @Override
  public int getJDBCMajorVersion() {
    return 4;
  }

  @Override
  public int getJDBCMinorVersion() {
    return 3;
  }

  @Override
  public int getMaxBinaryLiteralLength() {
    return 0;
  }

  @Override
  public int getMaxCatalogNameLength() {
    return 0;
  }

  @Override
  public int getMaxCharLiteralLength() {
    return 0;
  }

  @Override
  public int getMaxColumnNameLength() {
    return 1024;
  }

  @Override
  public int getMaxColumnsInGroupBy() {
    return 0;
  }

  @Override
  public int getMaxColumnsInIndex() {
    return 0;
  }

  @Override
  public int getMaxColumnsInOrderBy() {
    return 0;
  }

  @Override
  public int getMaxColumnsInSelect() {
    return 0;
  }

  @Override
  public int getMaxColumnsInTable() {
    return 0;
  }

  @Override
  public int getMaxConnections() {
    return 0;
  }

  @Override
  public int getMaxCursorNameLength() {
    return 0;
  }

  @Override
  public int getMaxIndexLength() {
    return 0;
  }

  @Override
  public int getMaxProcedureNameLength() {
    return 0;
  }

  @Override
  public int getMaxRowSize() {
    return 0;
  }

  @Override
  public int getMaxSchemaNameLength() {
    return 0;
  }

  @Override
  public int getMaxStatementLength() {
    return 0;
  }

  @Override
  public int getMaxStatements() {
    return 0;
  }

  @Override
  public int getMaxTableNameLength() {
    return 0;
  }

  @Override
  public int getMaxTablesInSelect() {
    return 0;
  }

  @Override
  public int getMaxUserNameLength() {
    return 0;
  }

  @Override
  public String getNumericFunctions() {
    return String.join(",", SqlFunctions.NUMERIC);
  }

  @Override
  public String getProcedureTerm() {
    return "procedure";
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public String getSQLKeywords() {
    return String.join(",", StatementParser.keywords());
  }

  @Override
  public int getSQLStateType() {
    return sqlStateSQL;
  }

  @Override
  public String getSchemaTerm() {
    return "dataset";
  }

  @Override
  public String getSearchStringEscape() {
    return "\\";
  }

  @Override
  public String getStringFunctions() {
    return String.join(",", SqlFunctions.STRING);
  }

  @Override
  public String getSystemFunctions() {
    return String.join(",", SqlFunctions.SYSTEM);
  }

  @Override
  public String getTimeDateFunctions() {
    return String.join(",", SqlFunctions.TIME);
  }
}
