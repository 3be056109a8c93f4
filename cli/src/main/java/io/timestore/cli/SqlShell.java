package io.timestore.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads statements and runs them: for a person at a terminal with prompts and patience with errors,
 * for a script until the first error.
 */
final class SqlShell {
  private static final String HELP =
      """
      Statements end with ; and may span lines.
        \\d         list tables
        \\d TABLE   list the columns of a table
        \\q         leave
      """;

  private final SqlSession session;
  private final ResultFormat format;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean interactive;

  SqlShell(
      SqlSession session,
      ResultFormat format,
      PrintWriter out,
      PrintWriter err,
      boolean interactive) {
    this.session = session;
    this.format = format;
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /** Runs all statements of a text; the exit code. */
  int runAll(String text) {
    StatementSplitter splitter = new StatementSplitter();
    for (List<String> statements : List.of(splitter.feed(text), splitter.end())) {
      for (String sql : statements) {
        if (!run(sql)) {
          return Main.FAILED;
        }
      }
    }
    return 0;
  }

  /** Reads to the end or {@code \q}; the exit code. */
  int read(BufferedReader in) throws IOException {
    if (interactive) {
      out.print("A statement ends with ;  \\? shows help, \\q leaves.\n");
    }
    StatementSplitter splitter = new StatementSplitter();
    while (true) {
      prompt(splitter);
      String line = in.readLine();
      if (line == null) {
        return finish(splitter);
      }
      if (splitter.isEmpty() && line.strip().startsWith("\\")) {
        if (line.strip().equals("\\q")) {
          return 0;
        }
        if (!command(line.strip()) && !interactive) {
          return Main.FAILED;
        }
        continue;
      }
      for (String sql : splitter.feed(line + "\n")) {
        if (!run(sql) && !interactive) {
          return Main.FAILED;
        }
      }
    }
  }

  private int finish(StatementSplitter splitter) {
    for (String sql : splitter.end()) {
      if (!run(sql)) {
        return Main.FAILED;
      }
    }
    return 0;
  }

  private void prompt(StatementSplitter splitter) {
    if (interactive) {
      out.print(splitter.isEmpty() ? "timestore> " : "        -> ");
      out.flush();
    }
  }

  private boolean run(String sql) {
    return attempt(() -> session.run(sql, format, out));
  }

  private boolean command(String line) {
    if (line.equals("\\d")) {
      return attempt(() -> print(session.call(SqlShell::tables)));
    }
    if (line.startsWith("\\d ")) {
      String table = line.substring(3).strip();
      return attempt(() -> print(session.call(connection -> columns(connection, table))));
    }
    out.print(HELP);
    out.flush();
    return line.equals("\\?");
  }

  private void print(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
      while (tables.next()) {
        lines.add(tables.getString("TABLE_SCHEM") + "." + tables.getString("TABLE_NAME"));
      }
    }
    return lines;
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    int dot = table.indexOf('.');
    String schema = dot < 0 ? "%" : table.substring(0, dot);
    List<String> lines = new ArrayList<>();
    try (ResultSet columns =
        connection.getMetaData().getColumns(null, schema, table.substring(dot + 1), "%")) {
      while (columns.next()) {
        lines.add(columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME"));
      }
    }
    return lines;
  }

  private interface Attempt {
    void run() throws SQLException;
  }

  private boolean attempt(Attempt attempt) {
    try {
      attempt.run();
      return true;
    } catch (SQLException e) {
      out.flush();
      err.println("ERROR " + e.getSQLState() + ": " + e.getMessage());
      err.flush();
      return false;
    }
  }
}
