package io.timestore.jdbc.internal.metadata;

import java.sql.ResultSet;

/** Metadata of what timestore does not have: answers with the right columns and no rows. */
abstract class EmptyMetaData extends MetaDataLimits {
  private static final String KEYS =
      "PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM FKTABLE_NAME"
          + " FKCOLUMN_NAME KEY_SEQ:i UPDATE_RULE:i DELETE_RULE:i FK_NAME PK_NAME DEFERRABILITY:i";
  private static final String ROW_COLUMNS =
      "SCOPE:i COLUMN_NAME DATA_TYPE:i TYPE_NAME COLUMN_SIZE:i BUFFER_LENGTH:i DECIMAL_DIGITS:i"
          + " PSEUDO_COLUMN:i";

  private static ResultSet none(String columns) {
    return new MetaRows(columns).answer();
  }

  @Override
  public ResultSet getAttributes(String catalog, String schema, String type, String attribute) {
    return none(
        "TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE:i ATTR_TYPE_NAME ATTR_SIZE:i"
            + " DECIMAL_DIGITS:i NUM_PREC_RADIX:i NULLABLE:i REMARKS ATTR_DEF SQL_DATA_TYPE:i"
            + " SQL_DATETIME_SUB:i CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i IS_NULLABLE SCOPE_CATALOG"
            + " SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:i");
  }

  @Override
  public ResultSet getBestRowIdentifier(
      String catalog, String schema, String table, int scope, boolean nullable) {
    return none(ROW_COLUMNS);
  }

  @Override
  public ResultSet getVersionColumns(String catalog, String schema, String table) {
    return none(ROW_COLUMNS);
  }

  @Override
  public ResultSet getColumnPrivileges(String catalog, String schema, String table, String column) {
    return none(
        "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
  }

  @Override
  public ResultSet getTablePrivileges(String catalog, String schema, String table) {
    return none("TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE");
  }

  @Override
  public ResultSet getCrossReference(
      String parentCatalog,
      String parentSchema,
      String parentTable,
      String foreignCatalog,
      String foreignSchema,
      String foreignTable) {
    return none(KEYS);
  }

  @Override
  public ResultSet getExportedKeys(String catalog, String schema, String table) {
    return none(KEYS);
  }

  @Override
  public ResultSet getImportedKeys(String catalog, String schema, String table) {
    return none(KEYS);
  }

  @Override
  public ResultSet getPrimaryKeys(String catalog, String schema, String table) {
    return none("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME KEY_SEQ:i PK_NAME");
  }

  @Override
  public ResultSet getProcedures(String catalog, String schema, String procedure) {
    return none(
        "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME RESERVED1 RESERVED2 RESERVED3 REMARKS"
            + " PROCEDURE_TYPE:i SPECIFIC_NAME");
  }

  @Override
  public ResultSet getProcedureColumns(
      String catalog, String schema, String procedure, String column) {
    return none(
        "PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE:i DATA_TYPE:i"
            + " TYPE_NAME PRECISION:i LENGTH:i SCALE:i RADIX:i NULLABLE:i REMARKS COLUMN_DEF"
            + " SQL_DATA_TYPE:i SQL_DATETIME_SUB:i CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i"
            + " IS_NULLABLE SPECIFIC_NAME");
  }

  @Override
  public ResultSet getSuperTables(String catalog, String schema, String table) {
    return none("TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME");
  }

  @Override
  public ResultSet getSuperTypes(String catalog, String schema, String type) {
    return none("TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME");
  }

  @Override
  public ResultSet getUDTs(String catalog, String schema, String type, int[] types) {
    return none("TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE:i REMARKS BASE_TYPE:i");
  }
}
