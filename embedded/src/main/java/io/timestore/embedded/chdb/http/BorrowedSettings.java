package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.EngineConnection;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.engine.EngineResult;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of one request on a session's connection, which takes its own values back afterwards.
 * For one thread.
 */
final class BorrowedSettings {
  private final EngineConnection connection;
  private String restore = "";

  BorrowedSettings(EngineConnection connection) {
    this.connection = connection;
  }

  /** Remembers the values that stand. */
  void remember(Set<String> settings) throws EngineException {
    String names =
        settings.stream()
            .filter(name -> !name.startsWith("param_"))
            .map(ClickHouseText::literal)
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      return;
    }
    String sql =
        """
        SELECT arrayStringConcat(groupArray(name || ' = ' || if(changed, '''' ||
          replaceAll(replaceAll(value, '\\\\', '\\\\\\\\'), '''', '\\\\''') || '''', 'DEFAULT')), ', ')
        FROM system.settings WHERE name IN (%s)
        """
            .formatted(names);
    try (EngineResult result = connection.query(ClickHouseText.utf8(sql), "TSVRaw")) {
      int length = (int) result.length();
      restore = StandardCharsets.UTF_8.decode(result.bytes(0, length)).toString().strip();
    }
  }

  void giveBack() throws EngineException {
    if (!restore.isEmpty()) {
      connection.execute("SET " + restore);
      restore = "";
    }
  }
}
