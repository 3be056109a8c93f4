package io.timestore.cli;

import io.timestore.cli.console.Terminal;
import io.timestore.cli.format.ResultFormat;
import io.timestore.cli.shell.ShellConsole;
import io.timestore.cli.shell.SqlSession;
import io.timestore.cli.shell.SqlShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sql}: runs statements through the JDBC driver, or opens a shell. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description =
        "Run SQL statements; without -e and -f a shell at a terminal, else a script on standard"
            + " input")
final class SqlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "Run this and leave; may be given more than once")
  private @Nullable List<String> statements;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Run the statements and commands of this file and leave")
  private @Nullable Path file;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}; default: table")
  private ResultFormat format = ResultFormat.TABLE;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "jdbc:timestore://host:port/; default: the stack of the data folder")
  private @Nullable String url;

  @Override
  public Integer call() throws SQLException, IOException {
    if (statements != null && file != null) {
      throw new ParameterException(spec.commandLine(), "-e and -f do not go together");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (SqlSession session = url == null ? SqlSession.local(options.home()) : SqlSession.of(url)) {
      if (statements == null && file == null && Terminal.isInteractive()) {
        ShellConsole.open(session, format);
        return 0;
      }
      try (BufferedReader in = new BufferedReader(script());
          SqlShell shell = SqlShell.forScripts(session, format, out, err)) {
        return shell.runScript(in) ? 0 : Main.FAILED;
      }
    } finally {
      out.flush();
    }
  }

  private Reader script() throws IOException {
    if (statements != null) {
      return new StringReader(String.join(";\n", statements));
    }
    return file != null
        ? Files.newBufferedReader(file)
        : new InputStreamReader(System.in, StandardCharsets.UTF_8);
  }
}
