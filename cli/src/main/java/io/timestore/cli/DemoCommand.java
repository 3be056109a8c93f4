package io.timestore.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.timestore.cli.demo.Demo;
import io.timestore.cli.demo.DemoReport;
import io.timestore.cli.demo.DemoText;
import io.timestore.embedded.StackComponent;
import io.timestore.embedded.StackException;
import io.timestore.embedded.StackSettings;
import io.timestore.embedded.StackState;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: three million real flights go in while questions are asked about them. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Load 3,000,000 real flights, ask about them while they arrive, check every sum")
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private DaemonOptions daemon = new DaemonOptions();

  @Option(names = "--json", description = "Print the report as one JSON document")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException {
    StackSettings settings = up();
    PrintWriter out = spec.commandLine().getOut();
    DemoReport report = new Demo(settings).run();
    if (json) {
      out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    } else {
      new DemoText(out).print(report);
      out.println("The stack stays up. Open a SQL shell with: " + shell());
    }
    out.flush();
    return report.ok() ? 0 : Main.FAILED;
  }

  /** The stack that runs in the data folder, started if there is none. */
  private StackSettings up() {
    StackSettings settings = daemon.applyTo(options.settings());
    if (settings.isExternal(StackComponent.ENGINE)) {
      throw new StackException(
          "The demo reads its file with the embedded ClickHouse; run it without --clickhouse-url");
    }
    Optional<StackState> running = UpCommand.running(settings);
    if (running.isEmpty()) {
      UpCommand.startInBackground(settings, daemon, spec.commandLine().getErr());
      return settings;
    }
    daemon.refuseFor(settings);
    UpCommand.background(settings, daemon, line -> {}).awaitUp();
    int port =
        running.get().components().stream()
            .filter(component -> component.kind() == StackComponent.DAEMON)
            .mapToInt(StackState.ComponentStatus::port)
            .findFirst()
            .orElse(settings.basePort());
    return new StackSettings(settings.home(), port, settings.external());
  }

  private String shell() {
    return options.home().equals(Launcher.root().resolve("data"))
        ? Launcher.command("sql")
        : Launcher.command("sql --data " + options.home());
  }
}
