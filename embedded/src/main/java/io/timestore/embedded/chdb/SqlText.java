package io.timestore.embedded.chdb;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes names, values and settings in ClickHouse's SQL. */
final class SqlText {
  private SqlText() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /**
   * A SET statement; null asks for the default. The names are not quoted there, so anything but a
   * plain name is refused.
   */
  static String set(Map<String, @Nullable String> settings) throws EngineException {
    StringBuilder sql = new StringBuilder("SET ");
    String separator = "";
    for (Map.Entry<String, @Nullable String> setting : settings.entrySet()) {
      String name = setting.getKey();
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw EngineException.of(115, "Unknown setting '" + name + "'.", "UNKNOWN_SETTING");
      }
      sql.append(separator).append(name).append(" = ");
      String value = setting.getValue();
      sql.append(value == null ? "DEFAULT" : literal(value));
      separator = ", ";
    }
    return sql.toString();
  }

  /**
   * A KILL QUERY that finds statements by the id that their client gave: the engine has no way to
   * set {@code query_id}, so the id stands in {@code log_comment}; and SYNC, which never returns in
   * this engine, becomes ASYNC.
   */
  static String kill(byte[] sql) {
    StringBuilder rewritten = new StringBuilder();
    SqlLexer lexer = new SqlLexer(sql, sql.length);
    for (SqlToken t = lexer.next(); t.kind() != SqlToken.Kind.END; t = lexer.next()) {
      if (t.is("QUERY_ID")) {
        rewritten.append("Settings['log_comment']");
      } else if (t.is("SYNC")) {
        rewritten.append("ASYNC");
      } else {
        rewritten.append(t.text());
      }
      boolean joined = t.kind() == SqlToken.Kind.SYMBOL && !t.isSymbol(')');
      rewritten.append(joined ? "" : " ");
    }
    return rewritten.toString();
  }

  static String killById(String queryId) {
    return "KILL QUERY WHERE Settings['log_comment'] = " + literal(queryId) + " ASYNC";
  }
}
