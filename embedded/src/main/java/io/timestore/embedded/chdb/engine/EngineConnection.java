package io.timestore.embedded.chdb.engine;

import com.sun.jna.Pointer;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the engine: settings, current database and temporary tables live and die with
 * it. For one thread and one statement at a time.
 */
public final class EngineConnection implements AutoCloseable {
  private final ChdbLibrary library;
  private final Pointer holder;
  private final Pointer handle;
  private final Map<String, String> defaults;
  private Map<String, String> left = Map.of();

  /**
   * @param defaults settings that the connection was opened with
   */
  EngineConnection(ChdbLibrary library, Pointer holder, Map<String, String> defaults) {
    this.library = library;
    this.holder = holder;
    this.defaults = defaults;
    this.handle = holder.getPointer(0);
  }

  /** Runs any statement and waits for its whole answer. */
  public EngineResult query(byte[] sql, String format) throws EngineException {
    byte[] name = utf8(format);
    return EngineResult.of(
        library, library.chdb_query_n(handle, sql, sql.length, name, name.length));
  }

  /** Runs a statement whose answer nobody reads. */
  public void execute(String sql) throws EngineException {
    query(utf8(sql), "Null").close();
  }

  /**
   * Sets settings; others that an earlier request left behind go back to their defaults. What it
   * left as it is wanted is not set again.
   */
  public void set(Map<String, String> settings) throws EngineException {
    requireNames(settings.keySet());
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    for (String name : left.keySet()) {
      if (!isParameter(name) && !settings.containsKey(name)) {
        all.put(name, defaults.get(name));
      }
    }
    settings.forEach(
        (name, value) -> {
          if (!value.equals(left.get(name))) {
            all.put(name, value);
          }
        });
    if (!all.isEmpty()) {
      execute(ClickHouseText.set(all));
    }
    left = Map.of();
  }

  private static void requireNames(Set<String> settings) throws EngineException {
    for (String name : settings) {
      if (!ClickHouseText.isPlainName(name)) {
        throw EngineException.of(115, "Unknown setting '" + name + "'.", "UNKNOWN_SETTING");
      }
    }
  }

  /** Tells that the connection will serve another request, and what this one has set. */
  void leaveBehind(Map<String, String> settings) {
    left = Map.copyOf(settings);
  }

  /** Whether the name of a setting is that of a statement's parameter, which cannot be unset. */
  static boolean isParameter(String name) {
    return name.startsWith("param_");
  }

  /** Whether an earlier request left parameters behind. */
  boolean hasParameters() {
    return left.keySet().stream().anyMatch(EngineConnection::isParameter);
  }

  /** Whether a request replaces all parameters that an earlier one left behind. */
  boolean suits(Set<String> settings) {
    return left.keySet().stream().allMatch(name -> !isParameter(name) || settings.contains(name));
  }

  /** How many of a request's settings an earlier one left as they are wanted. */
  long alreadySet(Map<String, String> settings) {
    return left.entrySet().stream()
        .filter(e -> e.getValue().equals(settings.get(e.getKey())))
        .count();
  }

  /** Runs a SELECT whose answer is read chunk by chunk. */
  public EngineStream stream(byte[] sql, String format) throws EngineException {
    byte[] name = utf8(format);
    Pointer stream = library.chdb_stream_query_n(handle, sql, sql.length, name, name.length);
    Pointer error = library.chdb_result_error(stream);
    if (error != null) {
      String text = error.getString(0, "UTF-8");
      library.chdb_destroy_query_result(stream);
      throw EngineException.reported(text);
    }
    return new EngineStream(library, handle, stream);
  }

  /**
   * Opens an INSERT.
   *
   * @param sql the statement up to its FORMAT or VALUES clause
   */
  public EngineInsert insert(byte[] sql, String format) throws EngineException {
    byte[] name = utf8(format);
    return EngineInsert.of(
        library, library.chdb_stream_insert_n(handle, sql, sql.length, name, name.length));
  }

  @Override
  public void close() {
    library.chdb_close_conn(holder);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
