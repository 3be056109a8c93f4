package io.timestore.calcite.proof;

import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same rows in another database, made to follow PostgreSQL where it has a choice. */
final class DuckDb implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnn");

  private final Connection connection;
  private final Statement statement;

  DuckDb() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      statement = connection.createStatement();
      for (String setting :
          List.of(
              "threads = 1",
              "TimeZone = 'UTC'",
              "integer_division = true",
              // In 2.0.0 it takes SUM(x) > 5 above a LEFT JOIN without partners for false.
              "disabled_optimizers = 'statistics_propagation'",
              "default_null_order = 'nulls_last_on_asc_first_on_desc'")) {
        statement.execute("SET " + setting);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void load(SampleTable table, Path directory) {
    Path file = directory.resolve(table.name() + ".csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      for (SampleTable.Row row : table.rows()) {
        out.write(row.values().stream().map(DuckDb::csv).collect(Collectors.joining(",")));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String columns =
        table.schema().fields().stream().map(DuckDb::column).collect(Collectors.joining(", "));
    run("CREATE TABLE " + table.name() + " (" + columns + ")");
    run(
        "COPY "
            + table.name()
            + " FROM '"
            + file
            + "' (FORMAT csv, AUTO_DETECT false, HEADER false, DELIM ',', QUOTE '\"', ESCAPE '\"',"
            + " NULLSTR '\\N', PARALLEL false)");
  }

  private static String csv(@Nullable Object value) {
    if (value == null) {
      return "\\N";
    }
    String text = value instanceof LocalDateTime time ? TIME.format(time) : value.toString();
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String column(Field field) {
    FieldType type = field.type();
    String word =
        switch (type.kind()) {
          case TIMESTAMP ->
              type.precision() == 9
                  ? "TIMESTAMP_NS"
                  : type.precision() == 3 ? "TIMESTAMP_MS" : "TIMESTAMP";
          case DATE -> "DATE";
          case STRING, KEYWORD, JSON -> "VARCHAR";
          case INTEGER -> "BIGINT";
          case DOUBLE -> "DOUBLE";
          case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
          case BOOLEAN -> "BOOLEAN";
          case UUID -> "UUID";
        };
    return "\"" + field.name() + "\" " + word;
  }

  private void run(String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs a query written in DuckDB's SQL. */
  Answer answer(String sql) throws SQLException {
    // A statement is closed by an error.
    try (Statement query = connection.createStatement();
        ResultSet result = query.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        labels.add(result.getMetaData().getColumnLabel(i));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(NormalValues.normal(result.getObject(i)));
        }
        rows.add(row);
      }
      return new Answer("DuckDB", labels, rows, sql);
    }
  }

  @Override
  public void close() {
    try {
      statement.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
