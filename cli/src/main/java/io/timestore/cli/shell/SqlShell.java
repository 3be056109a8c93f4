package io.timestore.cli.shell;

import io.timestore.cli.StatementSplitter;
import io.timestore.cli.format.ResultFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements and commands. A script ends at its first error, a person goes on. For one thread,
 * but for {@link #cancel}.
 */
public final class SqlShell implements AutoCloseable {
  private static final double NANOS_OF_MILLI = 1e6;
  private static final int WATCH_SECONDS = 2;
  private static final int MAX_NESTING = 16;

  private final SqlSession session;
  private final ShellOutput output;
  private final PrintWriter err;
  private ResultFormat format;
  private boolean expanded;
  private boolean timing;
  private String lastStatement = "";
  private int nesting;
  private volatile @Nullable CountDownLatch watching;

  /** How it goes on after a statement or command. */
  enum Outcome {
    DONE,
    FAILED,
    QUIT
  }

  SqlShell(
      SqlSession session,
      ResultFormat format,
      ShellOutput output,
      PrintWriter err,
      boolean timing) {
    this.session = session;
    this.format = format;
    this.output = output;
    this.err = err;
    this.timing = timing;
  }

  /** A shell for scripts. */
  public static SqlShell forScripts(
      SqlSession session, ResultFormat format, PrintWriter out, PrintWriter err) {
    return new SqlShell(session, format, new ShellOutput(out, null), err, false);
  }

  /** Runs a script until its first error; answers whether there was none. */
  public boolean runScript(BufferedReader in) throws IOException {
    return script(in) != Outcome.FAILED;
  }

  private Outcome script(BufferedReader in) throws IOException {
    StatementSplitter splitter = new StatementSplitter();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      boolean command = splitter.isEmpty() && line.strip().startsWith("\\");
      Outcome outcome = command ? command(line.strip()) : runAll(splitter.feed(line + "\n"));
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return runAll(splitter.end());
  }

  /** Runs what a person typed: a command, or statements. */
  Outcome type(String text) {
    if (text.strip().startsWith("\\")) {
      return command(text.strip());
    }
    StatementSplitter splitter = new StatementSplitter();
    Outcome outcome = runAll(splitter.feed(text + "\n"));
    return outcome == Outcome.DONE ? runAll(splitter.end()) : outcome;
  }

  private Outcome runAll(List<String> statements) {
    for (String sql : statements) {
      lastStatement = sql;
      if (!run(sql)) {
        return Outcome.FAILED;
      }
    }
    return Outcome.DONE;
  }

  private boolean run(String sql) {
    long start = System.nanoTime();
    try {
      session.run(sql, (rows, count) -> output.print(out -> print(rows, count, out)));
      if (timing) {
        double millis = (System.nanoTime() - start) / NANOS_OF_MILLI;
        output.say(String.format(Locale.ROOT, "Time: %.1f ms", millis));
      }
      return true;
    } catch (SQLException e) {
      return failed(SqlErrorText.of(e, sql));
    }
  }

  private void print(@Nullable ResultSet rows, long count, PrintWriter out) throws SQLException {
    if (rows == null) {
      out.println("OK, " + count + " rows");
    } else {
      (expanded ? ResultFormat.VERTICAL : format).print(rows, out);
    }
  }

  private boolean failed(String message) {
    err.println(message);
    err.flush();
    return false;
  }

  /** Ends the statement that runs, or the watching. */
  void cancel() {
    CountDownLatch watch = watching;
    if (watch != null) {
      watch.countDown();
    }
    try {
      session.cancel();
    } catch (SQLException e) {
      failed("The statement could not be canceled: " + e.getMessage());
    }
  }

  private Outcome command(String line) {
    String[] words = line.split("\\s+", 2);
    String argument = words.length > 1 ? words[1].replaceAll(";\\s*$", "").strip() : "";
    ShellCommand command = ShellCommand.of(words[0].replaceAll(";$", "")).orElse(null);
    if (command == null) {
      failed(words[0] + " is no command; \\? lists them");
      return Outcome.FAILED;
    }
    try {
      return run(command, argument);
    } catch (SQLException e) {
      failed(SqlErrorText.of(e, ""));
    } catch (NoSuchFileException e) {
      failed("There is no file " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      failed("The file cannot be used: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      failed(String.valueOf(e.getMessage()));
    }
    return Outcome.FAILED;
  }

  private Outcome run(ShellCommand command, String argument) throws SQLException, IOException {
    String given = argument.isEmpty() ? null : argument;
    return switch (command) {
      case QUIT -> Outcome.QUIT;
      case HELP -> told(ShellCommand.help().stripTrailing());
      case DESCRIBE ->
          listed(given == null ? MetaQueries.tables(null) : MetaQueries.columns(given));
      case TABLES -> listed(MetaQueries.tables(given));
      case SCHEMAS -> listed(MetaQueries.schemas(given));
      case DATABASES -> listed(MetaQueries.database());
      case FUNCTIONS -> functions(given);
      case CONNECTION -> told(session.call(ConnectionText::of));
      case FORMAT -> format(given);
      case EXPANDED -> {
        expanded = toggled(expanded, given);
        yield told("Expanded rows are " + word(expanded) + ".");
      }
      case TIMING -> {
        timing = toggled(timing, given);
        yield told("Timing is " + word(timing) + ".");
      }
      case PAGER -> {
        output.page(toggled(output.pages(), given));
        yield told("The pager is " + word(output.pages()) + ".");
      }
      case OUTPUT -> {
        output.redirect(given == null ? null : Path.of(given));
        yield Outcome.DONE;
      }
      case INCLUDE -> include(argument);
      case WATCH -> watch(argument);
    };
  }

  private Outcome told(String text) {
    output.say(text);
    return Outcome.DONE;
  }

  private Outcome listed(String sql) {
    return run(sql) ? Outcome.DONE : Outcome.FAILED;
  }

  private Outcome functions(@Nullable String pattern) throws SQLException {
    String like = pattern == null ? "%" : pattern.replace('*', '%');
    List<String> names = session.call(connection -> SchemaNames.functions(connection, like));
    output.print(out -> names.forEach(out::println));
    return Outcome.DONE;
  }

  private Outcome format(@Nullable String name) {
    if (name != null) {
      try {
        format = ResultFormat.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + name + "' is no format; there are " + List.of(ResultFormat.values()), e);
      }
      expanded = false;
    }
    return told("The format is " + (expanded ? ResultFormat.VERTICAL : format) + ".");
  }

  private static boolean toggled(boolean now, @Nullable String wanted) {
    if (wanted == null) {
      return !now;
    }
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("'" + wanted + "' is neither on nor off");
    };
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  private Outcome include(String file) throws IOException {
    if (file.isEmpty() || nesting >= MAX_NESTING) {
      throw new IllegalArgumentException(
          file.isEmpty() ? "\\i needs a file" : "Files include each other too deeply: " + file);
    }
    nesting++;
    try (BufferedReader in = Files.newBufferedReader(Path.of(file))) {
      return script(in);
    } finally {
      nesting--;
    }
  }

  private Outcome watch(String seconds) {
    if (lastStatement.isEmpty()) {
      throw new IllegalArgumentException("\\watch repeats a statement; there was none yet");
    }
    long millis;
    try {
      millis =
          seconds.isEmpty() ? WATCH_SECONDS * 1_000L : (long) (Double.parseDouble(seconds) * 1e3);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + seconds + "' is no number of seconds", e);
    }
    CountDownLatch end = new CountDownLatch(1);
    watching = end;
    try {
      do {
        if (!run(lastStatement)) {
          return end.getCount() == 0 ? Outcome.DONE : Outcome.FAILED;
        }
      } while (!end.await(Math.max(1, millis), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watching = null;
    }
    return Outcome.DONE;
  }

  @Override
  public void close() {
    output.close();
  }
}
