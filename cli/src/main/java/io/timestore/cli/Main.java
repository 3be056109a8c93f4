package io.timestore.cli;

import io.timestore.embedded.StackException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of {@code ./timestore}. */
@Command(
    name = "timestore",
    mixinStandardHelpOptions = true,
    version = "timestore 0.1.0",
    description = "Every acknowledged row in every SQL answer, exactly once.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DemoCommand.class,
      SqlCommand.class,
      DoctorCommand.class
    })
public final class Main implements Runnable {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_UP = 3;

  /** What the start script does by itself. */
  private static final List<String> OF_SCRIPT =
      List.of(
          "  verify   Prove on a stack of its own, under faults, that no row is lost or doubled",
          "  daemon   Run the ingest daemon alone: daemon --config FILE",
          "  engine   Fetch the ClickHouse engine with npm: engine fetch");

  private static final List<String> OF_SOURCE_TREE =
      List.of(
          "  bench    Measure beside clickhouse-jdbc: latency, planning, first query, rows per second",
          "  test     Run all tests (mvn verify; further words go to Maven)");

  private static final List<String> EXIT_CODES =
      List.of("", "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 (status) not everything is up.");

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Main());
    List<String> footer = new ArrayList<>(OF_SCRIPT);
    footer.addAll(Launcher.inSourceTree() ? OF_SOURCE_TREE : List.of());
    footer.addAll(EXIT_CODES);
    command.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String help = Launcher.command((name + " --help").substring("timestore ".length()));
    boolean top = !command.getSubcommands().isEmpty();
    String words =
        top ? " Commands: " + String.join(", ", command.getSubcommands().keySet()) + "." : "";
    command.getErr().println(problem(e, top) + "." + words + " See " + help);
    return USAGE;
  }

  private static String problem(ParameterException e, boolean top) {
    if (top && e instanceof UnmatchedArgumentException unmatched) {
      return "Unknown command '" + unmatched.getUnmatched().get(0) + "'";
    }
    return firstLine(String.valueOf(e.getMessage()));
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result) {
    PrintWriter err = command.getErr();
    if (e instanceof StackException) {
      err.println(e.getMessage());
    } else {
      e.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replaceAll("[.\\s]+$", "");
  }
}
