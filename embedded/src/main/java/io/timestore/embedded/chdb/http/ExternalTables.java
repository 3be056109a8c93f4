package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.EngineConnection;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.sql.ClickHouseLexer;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import io.timestore.embedded.chdb.sql.ClickHouseToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that travel with a statement in a multipart body (ClickHouse's "external data for
 * query processing"). Each is written to a file, which a query reads under the table's name; a
 * statement of another kind finds a temporary table. Close it after the statement.
 */
final class ExternalTables implements AutoCloseable {
  private static final int FIELD_BYTES = 64 << 20;

  private final EngineConnection connection;
  private final Path folder;
  private final Map<String, String> parameters;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private boolean made;

  /**
   * @param folder where the files are written
   */
  ExternalTables(EngineConnection connection, Path folder, Map<String, String> urlParameters) {
    this.connection = connection;
    this.folder = folder;
    this.parameters = new LinkedHashMap<>(urlParameters);
  }

  /** Reads the body: stores its tables, and answers its other fields. */
  Map<String, String> load(InputStream body, String boundary) throws IOException, EngineException {
    Map<String, String> fields = new LinkedHashMap<>();
    MultipartReader parts = new MultipartReader(body, boundary);
    for (MultipartReader.Part part = parts.next(); part != null; part = parts.next()) {
      String name = part.name();
      if (part.file() || describes(name)) {
        store(name, part.data());
      } else {
        byte[] value = part.data().readNBytes(FIELD_BYTES);
        fields.put(name, new String(value, StandardCharsets.UTF_8));
        parameters.put(name, fields.get(name));
      }
    }
    return fields;
  }

  /**
   * The statement, so that it finds the tables: a SELECT gets them in a WITH clause, which costs
   * less than half of what making tables costs; for all else they are made.
   */
  String bind(String sql) throws EngineException {
    if (files.isEmpty()) {
      return sql;
    }
    byte[] text = ClickHouseText.utf8(sql);
    if (new ClickHouseLexer(text, text.length).next().is("SELECT")) {
      List<String> queries = new ArrayList<>();
      for (String name : files.keySet()) {
        queries.add(ClickHouseText.identifier(name) + " AS (" + rows(name) + ")");
      }
      return "WITH " + String.join(", ", queries) + " " + sql;
    }
    made = true;
    for (String name : files.keySet()) {
      connection.execute(
          "CREATE TEMPORARY TABLE " + ClickHouseText.identifier(name) + " AS " + rows(name));
    }
    return sql;
  }

  private String rows(String name) throws EngineException {
    return "SELECT * FROM file("
        + ClickHouseText.literal(String.valueOf(files.get(name)))
        + ", "
        + ClickHouseText.literal(parameters.getOrDefault(name + "_format", "TabSeparated"))
        + ", "
        + ClickHouseText.literal(structure(name))
        + ")";
  }

  /** Whether the connection holds temporary tables. */
  boolean wereMade() {
    return made;
  }

  /** Drops the temporary tables, which a connection that lives on would keep. */
  void drop() throws EngineException {
    if (made) {
      for (String name : files.keySet()) {
        connection.execute("DROP TEMPORARY TABLE IF EXISTS " + ClickHouseText.identifier(name));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files.values()) {
      Files.deleteIfExists(file);
    }
  }

  private boolean describes(String name) {
    return parameters.containsKey(name + "_structure") || parameters.containsKey(name + "_types");
  }

  private void store(String name, InputStream data) throws IOException {
    Path file = Files.createTempFile(folder, "external-", ".data");
    Path before = files.put(name, file);
    if (before != null) {
      Files.delete(before);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      data.transferTo(out);
    }
  }

  private String structure(String name) throws EngineException {
    String structure = parameters.get(name + "_structure");
    if (structure != null) {
      return structure;
    }
    String types = parameters.get(name + "_types");
    if (types == null) {
      throw EngineException.of(
          EngineException.BAD_ARGUMENTS,
          "The external table '"
              + name
              + "' has no structure: give "
              + name
              + "_structure or "
              + name
              + "_types before its data",
          "BAD_ARGUMENTS");
    }
    StringBuilder columns = new StringBuilder();
    ClickHouseLexer lexer =
        new ClickHouseLexer(ClickHouseText.utf8(types), ClickHouseText.utf8(types).length);
    int number = 1;
    columns.append("_1 ");
    for (ClickHouseToken t = lexer.next(); t.kind() != ClickHouseToken.Kind.END; t = lexer.next()) {
      if (t.isSymbol(',') && t.depth() == 0) {
        number++;
        columns.append(", _").append(number).append(' ');
      } else {
        columns.append(t.text());
      }
    }
    return columns.toString();
  }
}
