package io.timestore.calcite.show;

import io.timestore.calcite.parse.ShowStatement;
import io.timestore.calcite.plan.Preparation;
import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.ListedTables;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.schema.SystemTables;
import io.timestore.calcite.schema.TableLookup;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Answers a {@link ShowStatement} from one reading of the catalog. For one statement. */
public final class CatalogAnswer {
  private static final RelDataType TEXT =
      SqlTypes.FACTORY.createTypeWithNullability(
          SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), true);

  private final ShowStatement statement;
  private final CatalogSnapshot catalog;
  private final @Nullable String schema;
  private final List<@Nullable String[]> rows = new ArrayList<>();

  private CatalogAnswer(ShowStatement statement, CatalogSnapshot catalog, @Nullable String schema) {
    this.statement = statement;
    this.catalog = catalog;
    this.schema = schema;
  }

  /** The columns of an answer. */
  public static List<ResultColumn> columns(ShowStatement statement) {
    List<String> names =
        switch (statement.subject()) {
          case TABLES -> List.of("table_schema", "table_name");
          case SCHEMAS -> List.of("schema_name");
          case COLUMNS ->
              List.of("column_name", "data_type", "is_nullable", "column_default", "role");
          case CREATE_TABLE -> List.of("table_name", "create_statement");
        };
    return names.stream().map(name -> new ResultColumn(name, TEXT, null)).toList();
  }

  /** What is known of an answer before it is made. */
  public static Preparation prepare(ShowStatement statement) {
    List<StatementParameter> parameters =
        statement.parameters() == 0 ? List.of() : List.of(new StatementParameter(0, TEXT, false));
    return new Preparation(parameters, columns(statement));
  }

  /**
   * The rows of an answer.
   *
   * @param schema the session's schema, null for none
   * @param parameters the value of the pattern, if that is a parameter
   * @param maxRows most rows to answer, 0 for all
   * @throws TimestoreException UNKNOWN_TABLE, with line and column
   */
  public static NativeBlock of(
      ShowStatement statement,
      CatalogSnapshot catalog,
      @Nullable String schema,
      List<@Nullable Object> parameters,
      long maxRows) {
    CatalogAnswer answer = new CatalogAnswer(statement, catalog, schema);
    String pattern = pattern(statement, parameters);
    if (statement.parameters() == 0 || pattern != null) {
      answer.add(pattern);
    }
    List<@Nullable String[]> rows = answer.rows;
    return block(
        columns(statement),
        maxRows > 0 && maxRows < rows.size() ? rows.subList(0, (int) maxRows) : rows);
  }

  private static @Nullable String pattern(
      ShowStatement statement, List<@Nullable Object> parameters) {
    if (statement.parameters() != parameters.size()) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "the statement has "
              + statement.parameters()
              + " parameters, but values for "
              + parameters.size()
              + " were set");
    }
    if (!parameters.isEmpty()) {
      Object value = parameters.get(0);
      return value == null ? null : value.toString();
    }
    ShowStatement.Pattern written = statement.pattern();
    return written == null ? null : written.text();
  }

  private void add(@Nullable String pattern) {
    switch (statement.subject()) {
      case TABLES -> tables(pattern);
      case SCHEMAS ->
          ListedTables.in(catalog).keySet().stream()
              .filter(name -> NamePattern.matches(pattern, name))
              .forEach(name -> rows.add(new @Nullable String[] {name}));
      case COLUMNS -> columns(table().schema(), pattern);
      case CREATE_TABLE -> {
        Table table = table();
        rows.add(
            new @Nullable String[] {
              String.join(".", statement.name()), CreateTable.text(statement.name(), table)
            });
      }
    }
  }

  /** Of the schema that is named, else of the session's, else of all. */
  private void tables(@Nullable String pattern) {
    String wanted = statement.name().isEmpty() ? schema : String.join(".", statement.name());
    boolean found = false;
    for (Map.Entry<String, ? extends Map<String, Table>> listed : schemas(wanted).entrySet()) {
      if (wanted == null || wanted.equalsIgnoreCase(listed.getKey())) {
        found = true;
        for (String name : listed.getValue().keySet()) {
          if (NamePattern.matches(pattern, name)) {
            rows.add(new @Nullable String[] {listed.getKey(), name});
          }
        }
      }
    }
    if (!found && !statement.name().isEmpty()) {
      throw notFound("schema");
    }
  }

  private Map<String, ? extends Map<String, Table>> schemas(@Nullable String wanted) {
    return wanted != null && wanted.equalsIgnoreCase(SystemTables.SCHEMA)
        ? Map.of(SystemTables.SCHEMA, SystemTables.all())
        : ListedTables.in(catalog);
  }

  private void columns(TableSchema columns, @Nullable String pattern) {
    for (int i = 0; i < columns.fields().size(); i++) {
      Field field = columns.fields().get(i);
      if (NamePattern.matches(pattern, field.name())) {
        rows.add(
            new @Nullable String[] {
              field.name(),
              FieldText.sqlType(field.type()),
              columns.nullable(i) ? "YES" : "NO",
              FieldText.defaultOf(field),
              field.name().equals(columns.timeColumn()) ? "time" : null
            });
      }
    }
  }

  private Table table() {
    List<String> name = statement.name();
    boolean ofSystem =
        name.size() == 2
            ? name.get(0).equalsIgnoreCase(SystemTables.SCHEMA)
            : SystemTables.SCHEMA.equalsIgnoreCase(schema);
    Table system =
        ofSystem
            ? SystemTables.all().get(name.get(name.size() - 1).toLowerCase(Locale.ROOT))
            : null;
    Table found = system == null ? TableLookup.find(catalog, name, schema) : system;
    if (found == null) {
      throw notFound("table");
    }
    return found;
  }

  private TimestoreException notFound(String what) {
    return new TimestoreException(
        ErrorCode.UNKNOWN_TABLE,
        "error at "
            + statement.place()
            + ": "
            + what
            + " "
            + String.join(".", statement.name())
            + " not found");
  }

  private static NativeBlock block(List<ResultColumn> columns, List<@Nullable String[]> rows) {
    List<ColumnVector> vectors = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      byte[][] texts = new byte[rows.size()][];
      boolean[] nulls = new boolean[rows.size()];
      for (int row = 0; row < texts.length; row++) {
        String value = rows.get(row)[i];
        nulls[row] = value == null;
        texts[row] = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      }
      vectors.add(VectorBuilder.strings(columns.get(i).label(), texts, nulls));
    }
    return new NativeBlock(rows.size(), vectors);
  }
}
