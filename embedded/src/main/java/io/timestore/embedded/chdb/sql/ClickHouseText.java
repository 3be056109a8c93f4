package io.timestore.embedded.chdb.sql;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes names, values and settings in ClickHouse's SQL. */
public final class ClickHouseText {
  private ClickHouseText() {}

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  public static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** Whether a name needs no quotes. */
  public static boolean isPlainName(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  /**
   * A SET statement; null asks for the default. The names are not quoted there, so each must be a
   * {@link #isPlainName plain name}.
   */
  public static String set(Map<String, @Nullable String> settings) {
    StringBuilder sql = new StringBuilder("SET ");
    String separator = "";
    for (Map.Entry<String, @Nullable String> setting : settings.entrySet()) {
      String name = setting.getKey();
      if (!isPlainName(name)) {
        throw new IllegalArgumentException("'" + name + "' is not the name of a setting");
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
  public static String kill(byte[] sql) {
    StringBuilder rewritten = new StringBuilder();
    ClickHouseLexer lexer = new ClickHouseLexer(sql, sql.length);
    for (ClickHouseToken t = lexer.next(); t.kind() != ClickHouseToken.Kind.END; t = lexer.next()) {
      if (t.is("QUERY_ID")) {
        rewritten.append("Settings['log_comment']");
      } else if (t.is("SYNC")) {
        rewritten.append("ASYNC");
      } else {
        rewritten.append(t.text());
      }
      boolean joined = t.kind() == ClickHouseToken.Kind.SYMBOL && !t.isSymbol(')');
      rewritten.append(joined ? "" : " ");
    }
    return rewritten.toString();
  }

  public static String killById(String queryId) {
    return "KILL QUERY WHERE Settings['log_comment'] = " + literal(queryId) + " ASYNC";
  }
}
