package io.timestore.cli.shell;

import io.timestore.cli.format.ResultFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell at a terminal: reads lines with history and completion and runs them, until Ctrl-D.
 * Ctrl-C ends a running statement, or the line that is typed. For one thread.
 */
public final class ShellConsole {
  private static final Logger LOG = LoggerFactory.getLogger(ShellConsole.class);
  private static final Duration NAMES_AGE = Duration.ofSeconds(30);
  private static final String PROMPT = "timestore> ";
  private static final String NEXT_PROMPT = "        -> ";
  private static final int HISTORY_LINES = 10_000;

  private final SqlSession session;
  private final Terminal terminal;
  private final LineReader reader;
  private final SqlShell shell;
  private SchemaNames names = SchemaNames.NONE;
  private long namesReadAt;

  ShellConsole(SqlSession session, ResultFormat format, Terminal terminal, Path history) {
    this.session = session;
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("timestore")
            .parser(new SqlLineParser())
            .completer(new NameCompleter(this::names))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT_PROMPT)
            .variable(LineReader.INDENTATION, 0)
            .variable(LineReader.ERRORS, 0)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .build();
    ShellOutput output =
        new ShellOutput(terminal.writer(), () -> new PagerWriter(terminal, PagerWriter.command()));
    this.shell = new SqlShell(session, format, output, terminal.writer(), true);
  }

  /** Opens the shell at the terminal of this process. */
  public static void open(SqlSession session, ResultFormat format) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("timestore").build()) {
      Path history = historyFile(System.getenv());
      Files.createDirectories(history.getParent());
      new ShellConsole(session, format, terminal, history).run();
    }
  }

  /** Where the history is kept: in {@code $XDG_STATE_HOME} if that is set. */
  static Path historyFile(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    return state == null || state.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".timestore", "history")
        : Path.of(state, "timestore", "history");
  }

  void run() {
    terminal.writer().println("A statement ends with ;  \\? shows help, \\q leaves.");
    terminal.writer().flush();
    Terminal.SignalHandler before = terminal.handle(Signal.INT, signal -> shell.cancel());
    try (SqlShell open = shell) {
      String text = "";
      while (text != null && open.type(text) != SqlShell.Outcome.QUIT) {
        text = next();
      }
    } finally {
      terminal.handle(Signal.INT, before);
    }
  }

  /** What is typed next, null for the end. */
  private @Nullable String next() {
    while (true) {
      try {
        return reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        LOG.debug("a line was given up", e);
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  /** The names of the catalog, read again now and then; those of before if that fails. */
  private SchemaNames names() {
    long now = System.nanoTime();
    if (namesReadAt == 0 || now - namesReadAt > NAMES_AGE.toNanos()) {
      namesReadAt = now;
      try {
        names = session.call(SchemaNames::read);
      } catch (SQLException e) {
        LOG.debug("names are not completed", e);
      }
    }
    return names;
  }
}
