package io.timestore.jdbc.internal.text;

import io.timestore.calcite.parse.QuoteStyle;
import io.timestore.calcite.parse.Script;
import io.timestore.calcite.parse.ScriptStatement;
import io.timestore.calcite.parse.ShowStatement;
import io.timestore.core.model.ErrorCode;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * One statement of a text, and who runs it.
 *
 * @param statement the statement within its text
 */
public record SqlPart(ScriptStatement statement, Kind kind) {
  private static final Set<String> SESSION =
      Set.of(
          "SET",
          "RESET",
          "SHOW",
          "USE",
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE");
  private static final Set<String> REFUSED =
      Set.of(
          "UPDATE",
          "DELETE",
          "MERGE",
          "UPSERT",
          "REPLACE",
          "TRUNCATE",
          "CREATE",
          "ALTER",
          "DROP",
          "GRANT",
          "REVOKE",
          "CALL",
          "EXEC",
          "EXECUTE",
          "COPY",
          "LOCK",
          "VACUUM",
          "RENAME");

  /** Who runs a statement. */
  public enum Kind {
    /** The planner. */
    QUERY,
    /** The daemon's ingest. */
    INSERT,
    /** The session itself. */
    SESSION,
    /** Nobody: rows are only ever added. */
    REFUSED
  }

  /** The statements of a text, at least one. */
  public static List<SqlPart> parse(String sql, QuoteStyle quotes) throws SQLException {
    List<ScriptStatement> statements = Script.of(sql, quotes).statements();
    if (statements.isEmpty()) {
      throw SqlErrors.of(ErrorCode.SYNTAX, "the statement is empty");
    }
    return statements.stream().map(s -> new SqlPart(s, kind(s))).toList();
  }

  private static Kind kind(ScriptStatement statement) {
    String word = statement.word();
    if (ShowStatement.isOne(statement.text())) {
      return Kind.QUERY;
    }
    if (word.equals("INSERT")) {
      return Kind.INSERT;
    }
    return SESSION.contains(word)
        ? Kind.SESSION
        : REFUSED.contains(word) ? Kind.REFUSED : Kind.QUERY;
  }

  /** The statement without its semicolon. */
  public String text() {
    return statement.text();
  }

  /** Its first word in upper case, empty for a statement without one. */
  public String word() {
    return statement.word();
  }

  /** The number of its {@code ?}. */
  public int parameters() {
    return statement.parameters();
  }
}
