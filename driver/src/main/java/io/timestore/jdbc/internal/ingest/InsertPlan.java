package io.timestore.jdbc.internal.ingest;

import io.timestore.calcite.parse.InsertStatement;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.schema.TableLookup;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.text.SqlPart;
import io.timestore.jdbc.internal.text.StatementErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An INSERT with its table and columns found. Makes rows of parameter values. For one thread. */
public final class InsertPlan {
  private final InsertStatement statement;
  private final Table table;
  private final List<Field> fields;
  private final InsertRow row;

  private InsertPlan(InsertStatement statement, Table table, List<Field> fields) {
    this.statement = statement;
    this.table = table;
    this.fields = fields;
    this.row = new InsertRow(table, fields);
  }

  public static InsertPlan of(SqlPart part, QueryEngine engine, @Nullable String schema)
      throws SQLException {
    try {
      InsertStatement statement = InsertStatement.parse(part.text());
      Table table = TableLookup.find(engine.knownCatalog(), statement.table(), schema);
      if (table == null || !hasAll(table, statement.columns())) {
        CatalogSnapshot fresh = engine.catalog();
        table = TableLookup.find(fresh, statement.table(), schema);
      }
      if (table == null) {
        throw new TimestoreException(
            ErrorCode.UNKNOWN_TABLE,
            "table "
                + String.join(".", statement.table())
                + " not found; a table is made by the first ingest over HTTP");
      }
      List<Field> fields = fields(table, statement.columns());
      for (List<InsertStatement.Value> row : statement.rows()) {
        if (row.size() != fields.size()) {
          throw new TimestoreException(
              ErrorCode.INVALID_SQL,
              "INSERT names " + fields.size() + " columns, but gives " + row.size() + " values");
        }
      }
      return new InsertPlan(statement, table, fields);
    } catch (TimestoreException e) {
      throw StatementErrors.of(e, part);
    }
  }

  private static boolean hasAll(Table table, List<String> columns) {
    return columns.stream().allMatch(c -> table.schema().indexOfIgnoreCase(c) >= 0);
  }

  private static List<Field> fields(Table table, List<String> columns) {
    TableSchema schema = table.schema();
    if (columns.isEmpty()) {
      return schema.fields();
    }
    List<Field> fields = new ArrayList<>();
    for (String column : columns) {
      int index = schema.indexOf(column);
      index = index < 0 ? schema.indexOfIgnoreCase(column) : index;
      if (index < 0) {
        throw new TimestoreException(
            ErrorCode.UNKNOWN_COLUMN,
            "table "
                + table.name()
                + " has no column '"
                + column
                + "'; it has "
                + schema.fields().stream().map(Field::name).toList());
      }
      fields.add(schema.fields().get(index));
    }
    return fields;
  }

  /** Adds the statement's rows; answers how many. */
  public int addTo(PendingInserts pending, List<@Nullable Object> parameters) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (List<InsertStatement.Value> written : statement.rows()) {
      values.clear();
      for (InsertStatement.Value value : written) {
        values.add(value.parameter() < 0 ? value.literal() : parameters.get(value.parameter()));
      }
      pending.add(table.name(), row, values);
    }
    return statement.rows().size();
  }

  /** The types of the parameters: those of their columns. */
  public List<RelDataType> parameterTypes() {
    List<@Nullable RelDataType> types = new ArrayList<>();
    for (int i = 0; i < statement.parameters(); i++) {
      types.add(null);
    }
    for (List<InsertStatement.Value> row : statement.rows()) {
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i).parameter() >= 0) {
          Field field = fields.get(i);
          boolean nullable = table.schema().nullable(table.schema().indexOf(field.name()));
          types.set(row.get(i).parameter(), SqlTypes.of(field.type(), nullable));
        }
      }
    }
    return types.stream().map(Objects::requireNonNull).toList();
  }
}
