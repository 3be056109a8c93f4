package io.timestore.jdbc.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The calls that DBeaver's generic driver makes, in its order and with its arguments: names escaped
 * as patterns, columns read by their names in the specification.
 */
@ExtendWith(Leaks.class)
final class DbeaverCallsTest {
  private static DriverStack stack;
  private Connection connection;
  private DatabaseMetaData meta;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("dbeaver_a", 60, 100);
    stack.fill("dbeaverXa", 1, 2);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(stack.url());
    meta = connection.getMetaData();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private String escaped(String name) throws SQLException {
    String escape = meta.getSearchStringEscape();
    return name.replace("_", escape + "_").replace("%", escape + "%");
  }

  private static List<String> column(ResultSet rows, String label) throws SQLException {
    try (rows) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(label));
      }
      return values;
    }
  }

  @Test
  void whatItAsksWhenItConnects() throws SQLException {
    connection.setClientInfo("ApplicationName", "DBeaver 25 - Main");
    assertThat(meta.isReadOnly()).isFalse();
    assertThat(meta.getDatabaseProductName()).isEqualTo("timestore");
    assertThat(meta.getDriverName() + meta.getDriverVersion()).isNotBlank();
    assertThat(meta.supportsSchemasInTableDefinitions()).isTrue();
    assertThat(meta.getDatabaseMajorVersion()).isNotNegative();
    assertThat(meta.getSchemaTerm()).isEqualTo("dataset");
    assertThat(meta.getCatalogTerm() + meta.getProcedureTerm()).isNotBlank();
    assertThat(meta.supportsBatchUpdates()).isTrue();
    assertThat(meta.supportsTransactions()).isTrue();
    assertThat(meta.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(meta.getSQLKeywords() + meta.getNumericFunctions() + meta.getStringFunctions())
        .contains("ABS");
    assertThat(meta.getExtraNameCharacters()).isNotNull();
    assertThat(meta.supportsSubqueriesInIns()).isTrue();
    assertThat(meta.storesMixedCaseIdentifiers()).isTrue();
    assertThat(column(meta.getTableTypes(), "TABLE_TYPE")).containsExactly("TABLE");
    assertThat(column(meta.getCatalogs(), "TABLE_CAT")).isEmpty();
    assertThat(column(meta.getTypeInfo(), "TYPE_NAME")).contains("TIMESTAMP", "VARCHAR");
    connection.setAutoCommit(false);
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void theTree() throws SQLException {
    assertThat(column(meta.getSchemas(null, "%"), "TABLE_SCHEM"))
        .contains("dbeaver_a", "dbeaverXa", "timestore");
    String schema = escaped("dbeaver_a");
    assertThat(column(meta.getTables(null, schema, "%", null), "TABLE_NAME"))
        .containsExactly("records");
    try (ResultSet columns = meta.getColumns(null, schema, escaped("records"), "%")) {
      List<String> seen = new ArrayList<>();
      while (columns.next()) {
        seen.add(
            columns.getString("COLUMN_NAME")
                + " "
                + columns.getString("TYPE_NAME")
                + " "
                + columns.getInt("DATA_TYPE")
                + " "
                + columns.getInt("ORDINAL_POSITION")
                + " "
                + columns.getInt("NULLABLE"));
        columns.getLong("COLUMN_SIZE");
        columns.getInt("DECIMAL_DIGITS");
        columns.getInt("NUM_PREC_RADIX");
        columns.getString("COLUMN_DEF");
        columns.getString("REMARKS");
        columns.getLong("CHAR_OCTET_LENGTH");
        columns.getInt("SOURCE_DATA_TYPE");
        columns.getString("IS_AUTOINCREMENT");
        columns.getString("IS_GENERATEDCOLUMN");
      }
      assertThat(seen)
          .hasSize(8)
          .startsWith("time TIMESTAMP 93 1 0", "n BIGINT -5 2 1")
          .endsWith("day DATE 91 8 1");
    }
    assertThat(column(meta.getPrimaryKeys(null, "dbeaver_a", "records"), "COLUMN_NAME")).isEmpty();
    assertThat(column(meta.getIndexInfo(null, "dbeaver_a", "records", false, true), "COLUMN_NAME"))
        .containsExactly("_partition_key", "time");
    assertThat(column(meta.getImportedKeys(null, "dbeaver_a", "records"), "FK_NAME")).isEmpty();
    assertThat(column(meta.getExportedKeys(null, "dbeaver_a", "records"), "FK_NAME")).isEmpty();
    assertThat(column(meta.getFunctions(null, schema, "%"), "FUNCTION_NAME")).isEmpty();
    assertThat(column(meta.getFunctions(null, null, "%"), "FUNCTION_NAME")).contains("ABS", "LAG");
    assertThat(column(meta.getProcedures(null, schema, "%"), "PROCEDURE_NAME")).isEmpty();
    assertThat(column(meta.getUDTs(null, schema, "%", null), "TYPE_NAME")).isEmpty();
  }

  @Test
  void theDataOfATable() throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchSize(200);
      statement.setMaxRows(30);
      statement.setQueryTimeout(30);
      statement.setEscapeProcessing(false);
      assertThat(statement.execute("SELECT * FROM dbeaver_a.records")).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          assertThat(columns.getColumnClassName(i)).isNotBlank();
          assertThat(columns.getTableName(i)).isEqualTo("records");
          assertThat(columns.getSchemaName(i)).isEqualTo("dbeaver_a");
          assertThat(columns.getColumnLabel(i)).isEqualTo(columns.getColumnName(i));
          assertThat(columns.getColumnDisplaySize(i)).isPositive();
        }
        int count = 0;
        while (rows.next()) {
          count++;
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = rows.getObject(i);
            assertThat(rows.wasNull()).isEqualTo(value == null);
            if (value != null) {
              assertThat(value.getClass().getName()).isEqualTo(columns.getColumnClassName(i));
            }
          }
        }
        assertThat(count).isEqualTo(30);
      }
      assertThat((Throwable) statement.getWarnings()).isNull();
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM \"dbeaver_a\".\"records\"")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(100);
    }
    assertThat(connection.isValid(5)).isTrue();
  }
}
