package io.timestore.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.cli.format.ResultFormat;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell speaks JDBC to whatever URL it is given: here to PostgreSQL. */
final class SqlShellTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final char CONTROL_C = 3;
  private static final char CONTROL_D = 4;
  private static final char CONTROL_P = 16;
  private static EmbeddedStack stack;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws SQLException {
    stack = EmbeddedStack.start(Set.of(StackComponent.POSTGRES));
    try (SqlSession session = session()) {
      session.run("CREATE TABLE crates (widget_count int, \"Label\" text)", (rows, count) -> {});
    }
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static SqlSession session() {
    return SqlSession.of(stack.catalogUrl() + "?user=" + stack.catalogUser());
  }

  private boolean script(String text) throws IOException, SQLException {
    try (SqlSession session = session();
        SqlShell shell =
            SqlShell.forScripts(
                session, ResultFormat.TABLE, new PrintWriter(out), new PrintWriter(err))) {
      return shell.runScript(new BufferedReader(new StringReader(text)));
    }
  }

  @Test
  void commandsListWhatThereIs() throws IOException, SQLException {
    assertThat(script("\\dt cra*\n\\d public.CRATES\n\\dn pub*\n\\l\n\\df upper\n\\conninfo\n"))
        .isTrue();
    assertThat(out.toString())
        .contains("public       | crates", "widget_count | integer", "Label        | text")
        .contains("PostgreSQL", "upper", "url:      jdbc:postgresql:");
    assertThat(script("\\?")).isTrue();
    for (ShellCommand command : ShellCommand.values()) {
      assertThat(out.toString()).contains("  " + command.word() + " ");
    }
  }

  @Test
  void formatsShowWideTextsNullsAndLines() throws IOException, SQLException {
    String sql = "SELECT '日本|x' AS \"Ω\", NULL AS n, E'a\\nb' AS two, 1.5 AS d;\n";
    assertThat(script(sql)).isTrue();
    assertThat(out.toString().lines())
        .containsExactly(
            "Ω      | n    | two  | d",
            "-------+------+------+----",
            "日本|x | NULL | a\\nb | 1.5",
            "(1 row)");
    out.getBuffer().setLength(0);
    assertThat(script("\\format markdown\n" + sql)).isTrue();
    assertThat(out.toString().lines())
        .containsExactly(
            "The format is markdown.",
            "| Ω | n | two | d |",
            "| --- | --- | --- | ---: |",
            "| 日本\\|x |  | a<br>b | 1.5 |");
    out.getBuffer().setLength(0);
    assertThat(script("\\x on\n" + sql)).isTrue();
    assertThat(out.toString().lines())
        .containsExactly(
            "Expanded rows are on.",
            "-[ row 1 ]-",
            "Ω   | 日本|x",
            "n   | NULL",
            "two | a",
            "    | b",
            "d   | 1.5",
            "(1 row)");
  }

  @Test
  void aScriptEndsAtItsFirstError() throws IOException, SQLException {
    assertThat(script("SELECT 1;\nSELECT\n  missing;\nSELECT 2;")).isFalse();
    assertThat(out.toString()).contains("(1 row)").doesNotContain("2");
    assertThat(err.toString())
        .startsWith("ERROR 42703: ")
        .endsWith("\n    missing\n    ^" + System.lineSeparator());
    for (String wrong :
        new String[] {
          "\\nothing", "\\format xml", "\\i", "\\i /missing.sql", "\\x maybe", "\\watch"
        }) {
      err.getBuffer().setLength(0);
      assertThat(script(wrong + "\nSELECT 3;")).as(wrong).isFalse();
      assertThat(err.toString()).as(wrong).isNotEmpty();
    }
    assertThat(out.toString()).doesNotContain("3");
  }

  @Test
  void filesAreReadAndWritten() throws IOException, SQLException {
    Path part = Files.writeString(folder.resolve("part.sql"), "SELECT 41 AS a;\nSELECT 42 AS b");
    Path answers = folder.resolve("answers.csv");
    assertThat(
            script(
                "\\format csv\n\\o "
                    + answers
                    + "\n\\i "
                    + part
                    + "\n\\o\nSELECT 43 AS c;\n\\q\nSELECT 9"))
        .isTrue();
    assertThat(answers).hasContent("a\n41\nb\n42\n");
    assertThat(out.toString()).contains("c\n43\n").doesNotContain("41", "9");
    Path loop = folder.resolve("loop.sql");
    Files.writeString(loop, "\\i " + loop);
    assertThat(script("\\i " + loop)).isFalse();
  }

  @Test
  void theHistoryLiesInTheHomeOrWhereTheEnvironmentSays() {
    assertThat(ShellConsole.historyFile(Map.of()).toString())
        .isEqualTo(System.getProperty("user.home") + "/.timestore/history");
    assertThat(ShellConsole.historyFile(Map.of("XDG_STATE_HOME", "/state")).toString())
        .isEqualTo("/state/timestore/history");
  }

  @Test
  void thePageOfTheDocumentsHasAllCommands() throws IOException {
    Path page = Path.of(System.getProperty("timestore.root"), "docs", "shell.md");
    assertThat(page).content().contains("| --- | --- |\n" + ShellCommand.markdown() + "\n\n");
  }

  /** A terminal with somebody who types. */
  private final class Typist implements AutoCloseable {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final LineDisciplineTerminal terminal;
    private final SqlSession session = session();
    private final Thread shell;
    private int seen;

    Typist() throws IOException {
      terminal = new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8);
      terminal.setSize(new Size(100, 1_000));
      ShellConsole console =
          new ShellConsole(session, ResultFormat.TABLE, terminal, folder.resolve("history"));
      shell = new Thread(console::run, "shell");
      shell.start();
      await("timestore> ");
    }

    void type(String keys) throws IOException {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the screen shows a text below what was awaited before; answers all between. */
    String await(String text) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        String shown =
            screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", "");
        int found = shown.indexOf(text, seen);
        if (found >= 0) {
          int from = seen;
          seen = found + text.length();
          return shown.substring(from, seen);
        }
        pause();
      }
      throw new AssertionError("'" + text + "' was not shown, but " + screen);
    }

    private static void pause() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    void ends() throws InterruptedException {
      shell.join(PATIENCE.toMillis());
      assertThat(shell.isAlive()).isFalse();
    }

    @Override
    public void close() throws IOException, SQLException {
      terminal.close();
      session.close();
    }
  }

  @Test
  void aPersonTypesCompletesAndLeaves() throws Exception {
    try (Typist typist = new Typist()) {
      typist.type("SELECT 40 +\r");
      typist.await("        -> ");
      typist.type("2 AS answer;\r");
      assertThat(typist.await("Time: ")).contains("answer", "42", "(1 row)");
      typist.type("SELECT widg\t");
      typist.await("widget_count");
      typist.type("FROM crat\t;\r");
      assertThat(typist.await("Time: ")).contains("(0 rows)");
      typist.await("timestore> ");
      typist.type("SELECT missing;\r");
      assertThat(typist.await("^")).contains("ERROR 42703");
      typist.await("timestore> ");
      typist.type("\\tim\t off\r");
      typist.await("Timing is off.");
      typist.type(String.valueOf(CONTROL_D));
      typist.ends();
    }
    assertThat(folder.resolve("history")).content().contains("answer;", "widget_count");
    try (Typist typist = new Typist()) {
      typist.type(String.valueOf(CONTROL_P).repeat(3) + "\r");
      assertThat(typist.await("Time: ")).contains("(0 rows)");
      typist.type("\\q\r");
      typist.ends();
    }
  }

  @Test
  void controlCEndsTheStatementAndNotTheShell() throws Exception {
    try (Typist typist = new Typist()) {
      typist.type("SELECT pg_sleep(300);\r");
      Thread.sleep(1_000);
      typist.type(String.valueOf(CONTROL_C));
      typist.await("ERROR 57014");
      typist.await("timestore> ");
      typist.type("SELECT wrong");
      typist.await("wrong");
      typist.type(String.valueOf(CONTROL_C));
      typist.await("timestore> ");
      typist.type("SELECT 7 AS seven;\r");
      assertThat(typist.await("Time: ")).contains("seven");
      typist.await("timestore> ");
      typist.type("\\watch 0.1\r");
      typist.await("Time: ");
      typist.await("Time: ");
      typist.type(String.valueOf(CONTROL_C));
      typist.await("timestore> ");
      typist.type("SELECT 8 AS eight;\r");
      typist.await("eight");
      typist.type(String.valueOf(CONTROL_D));
      typist.ends();
    }
  }

  @Test
  void aLongAnswerGoesThroughThePager() throws Exception {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Path paged = folder.resolve("paged");
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(80, 10));
      List<String> pager = List.of("/bin/sh", "-c", "cat > " + paged);
      try (PrintWriter writer = new PrintWriter(new PagerWriter(terminal, pager))) {
        writer.print("short\n");
      }
      assertThat(screen.toString(StandardCharsets.UTF_8)).contains("short");
      assertThat(paged).doesNotExist();
      String text = "line\n".repeat(10);
      try (PrintWriter writer = new PrintWriter(new PagerWriter(terminal, pager))) {
        writer.print(text);
      }
      assertThat(paged).hasContent(text);
      assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("line");
      try (PrintWriter writer = new PrintWriter(new PagerWriter(terminal, List.of("/bin/true")))) {
        for (int i = 0; i < 100_000 && !writer.checkError(); i++) {
          writer.print(text);
        }
        assertThat(writer.checkError()).isTrue();
      }
    }
  }
}
