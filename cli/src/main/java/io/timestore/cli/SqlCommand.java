package io.timestore.cli;

import io.timestore.cli.console.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sql}: runs statements through the JDBC driver, or opens a shell. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Run SQL statements; without -e a shell that reads them from standard input")
final class SqlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "Run this and leave; may be given more than once")
  private @Nullable List<String> statements;

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
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean interactive = statements == null && Terminal.isInteractive();
    try (SqlSession session = url == null ? SqlSession.local(options.home()) : SqlSession.of(url)) {
      SqlShell shell = new SqlShell(session, format, out, err, interactive);
      if (statements != null) {
        return shell.runAll(String.join(";\n", statements));
      }
      return shell.read(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    } finally {
      out.flush();
    }
  }
}
