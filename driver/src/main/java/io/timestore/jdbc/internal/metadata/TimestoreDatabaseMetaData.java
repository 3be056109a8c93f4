package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SqlNames;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.Table;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.session.ClientInfo;
import io.timestore.jdbc.internal.session.TimestoreConnection;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Datasets, tables, columns and types, read from the catalog in one round trip per call. */
public final class TimestoreDatabaseMetaData extends EmptyMetaData {
  private static final String TABLE = "TABLE";

  private final TimestoreConnection connection;

  public TimestoreDatabaseMetaData(TimestoreConnection connection) {
    this.connection = connection;
  }

  /** Schemas that are listed, each with its tables by name, all in order. */
  private Map<String, Map<String, Table>> schemas() throws SQLException {
    CatalogSnapshot catalog = SqlErrors.translating(() -> connection.engine().catalog());
    Map<String, Map<String, Table>> listed = new TreeMap<>();
    for (DatasetTables dataset : catalog.datasets()) {
      Map<String, Table> tables = catalog.names().schemas().get(dataset.slug());
      if (tables != null) {
        listed.put(dataset.slug(), new TreeMap<>(tables));
      }
    }
    Map<String, Table> defaults = catalog.names().schemas().get(SqlNames.DEFAULT_SCHEMA);
    Map<String, Table> shown = new TreeMap<>();
    for (DatasetTables dataset : catalog.datasets()) {
      Table table = defaults == null ? null : defaults.get(dataset.slug());
      if (table != null) {
        shown.put(dataset.slug(), table);
      }
    }
    listed.computeIfAbsent(SqlNames.DEFAULT_SCHEMA, s -> new TreeMap<>()).putAll(shown);
    return listed;
  }

  @Override
  public String getIdentifierQuoteString() {
    return connection.quoting().quote();
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      String @Nullable [] types)
      throws SQLException {
    MetaRows rows =
        new MetaRows(
            "TABLE_CAT TABLE_SCHEM TABLE_NAME TABLE_TYPE REMARKS TYPE_CAT TYPE_SCHEM TYPE_NAME"
                + " SELF_REFERENCING_COL_NAME REF_GENERATION");
    if (!isNoCatalog(catalog) || (types != null && !Arrays.asList(types).contains(TABLE))) {
      return rows.answer();
    }
    schemas()
        .forEach(
            (schema, tables) -> {
              for (String name : tables.keySet()) {
                if (NamePattern.matches(schemaPattern, schema)
                    && NamePattern.matches(tablePattern, name)) {
                  rows.row(null, schema, name, TABLE, null, null, null, null, null, null);
                }
              }
            });
    return rows.answer();
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    ColumnRows rows = new ColumnRows(columnPattern);
    if (!isNoCatalog(catalog)) {
      return rows.answer();
    }
    schemas()
        .forEach(
            (schema, tables) ->
                tables.forEach(
                    (name, table) -> {
                      if (NamePattern.matches(schemaPattern, schema)
                          && NamePattern.matches(tablePattern, name)) {
                        rows.add(schema, name, table);
                      }
                    }));
    return rows.answer();
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    PseudoColumnRows rows = new PseudoColumnRows(columnPattern);
    if (!isNoCatalog(catalog)) {
      return rows.answer();
    }
    schemas()
        .forEach(
            (schema, tables) -> {
              for (String name : tables.keySet()) {
                if (NamePattern.matches(schemaPattern, schema)
                    && NamePattern.matches(tablePattern, name)) {
                  rows.add(schema, name);
                }
              }
            });
    return rows.answer();
  }

  /** The cold table's order: a row is found by it, but it is not unique. */
  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    IndexRows rows = new IndexRows();
    if (!unique && isNoCatalog(catalog)) {
      schemas()
          .forEach(
              (name, tables) ->
                  tables.forEach(
                      (tableName, each) -> {
                        if ((schema == null || schema.equals(name)) && tableName.equals(table)) {
                          rows.add(name, tableName, each);
                        }
                      }));
    }
    return rows.answer();
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionPattern) {
    MetaRows rows =
        new MetaRows(
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME REMARKS FUNCTION_TYPE:s SPECIFIC_NAME");
    boolean inNoSchema =
        schemaPattern == null || schemaPattern.isEmpty() || schemaPattern.equals("%");
    if (isNoCatalog(catalog) && inNoSchema) {
      SortedSet<String> names = new TreeSet<>(SqlFunctions.all());
      names.addAll(FunctionRows.functions().keySet());
      for (String name : names) {
        if (NamePattern.matches(functionPattern, name)) {
          rows.row(null, null, name, null, functionNoTable, name);
        }
      }
    }
    return rows.answer();
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionPattern,
      @Nullable String columnPattern) {
    boolean inNoSchema =
        schemaPattern == null || schemaPattern.isEmpty() || schemaPattern.equals("%");
    return FunctionRows.columns(
        isNoCatalog(catalog) && inNoSchema ? functionPattern : "", columnPattern);
  }

  /** There are no catalogs, so nothing is in one. */
  private static boolean isNoCatalog(@Nullable String catalog) {
    return catalog == null || catalog.isEmpty();
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    MetaRows rows = new MetaRows("TABLE_SCHEM TABLE_CATALOG");
    for (String schema : schemas().keySet()) {
      if (NamePattern.matches(schemaPattern, schema)) {
        rows.row(schema, null);
      }
    }
    return rows.answer();
  }

  @Override
  public ResultSet getCatalogs() {
    return new MetaRows("TABLE_CAT").answer();
  }

  @Override
  public ResultSet getTableTypes() {
    return new MetaRows("TABLE_TYPE").row(TABLE).answer();
  }

  @Override
  public ResultSet getTypeInfo() {
    return TypeRows.answer();
  }

  @Override
  public ResultSet getClientInfoProperties() {
    MetaRows rows = new MetaRows("NAME MAX_LEN:i DEFAULT_VALUE DESCRIPTION");
    rows.row(ClientInfo.APPLICATION_NAME, 255, null, "Stands in ClickHouse's log_comment");
    rows.row("ClientHostname", 255, null, "Kept by the connection");
    rows.row("ClientUser", 255, null, "Kept by the connection");
    return rows.answer();
  }

  @Override
  public String getURL() {
    return connection.url().shown();
  }

  @Override
  public String getUserName() {
    String user = ConnectionProperty.USER.of(connection.url().properties());
    return user == null ? "" : user;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public RowIdLifetime getRowIdLifetime() {
    return RowIdLifetime.ROWID_UNSUPPORTED;
  }

  @Override
  public boolean supportsConvert(int fromType, int toType) {
    return true;
  }

  @Override
  public boolean supportsResultSetType(int type) {
    return type == ResultSet.TYPE_FORWARD_ONLY || type == ResultSet.TYPE_SCROLL_INSENSITIVE;
  }

  @Override
  public boolean supportsResultSetConcurrency(int type, int concurrency) {
    return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public boolean supportsResultSetHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT
        || holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public boolean supportsTransactionIsolationLevel(int level) {
    return List.of(
            Connection.TRANSACTION_READ_UNCOMMITTED,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE)
        .contains(level);
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
