package io.timestore.embedded.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables that travel with a statement in a multipart body (ClickHouse's "external data for
 * query processing"): each becomes a temporary table of the request's connection and goes with it.
 */
final class ExternalTables {
  private static final int FIELD_BYTES = 64 << 20;

  private final EngineConnection connection;
  private final Map<String, String> parameters;
  private final List<String> created = new ArrayList<>();

  ExternalTables(EngineConnection connection, Map<String, String> urlParameters) {
    this.connection = connection;
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

  /** Removes the tables; needed only where the connection lives on. */
  void drop() throws EngineException {
    for (String name : created) {
      connection.execute("DROP TEMPORARY TABLE IF EXISTS " + SqlText.identifier(name));
    }
  }

  private boolean describes(String name) {
    return parameters.containsKey(name + "_structure") || parameters.containsKey(name + "_types");
  }

  private void store(String name, InputStream data) throws IOException, EngineException {
    String table = SqlText.identifier(name);
    connection.execute("CREATE TEMPORARY TABLE " + table + " (" + structure(name) + ")");
    created.add(name);
    String format = parameters.getOrDefault(name + "_format", "TabSeparated");
    byte[] sql = ("INSERT INTO " + table).getBytes(StandardCharsets.UTF_8);
    try (EngineInsert insert = connection.insert(sql, format)) {
      insert.appendAll(data);
      insert.done();
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
    SqlLexer lexer = new SqlLexer(SqlText.utf8(types), SqlText.utf8(types).length);
    int number = 1;
    columns.append("_1 ");
    for (SqlToken t = lexer.next(); t.kind() != SqlToken.Kind.END; t = lexer.next()) {
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
