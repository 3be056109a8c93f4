package io.timestore.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.embedded.StateFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what runs and whether it answers. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show every component; exit code 0 if all are up, else 3")
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-12s %-14s %8s %6s %10s %9s  %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Option(names = "--json", description = "Print one JSON object")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    Path home = options.home();
    StatusReport report = StatusReport.of(home, StateFile.under(home).read(), Instant.now());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      print(report, out);
    }
    return report.allUp() ? 0 : Main.NOT_UP;
  }

  private static void print(StatusReport report, PrintWriter out) {
    if (!report.components().isEmpty()) {
      out.printf(ROW, "COMPONENT", "STATE", "PID", "PORT", "UPTIME", "RESTARTS", "URL");
      for (StatusReport.Line line : report.components()) {
        out.printf(
            ROW,
            line.name(),
            line.state(),
            orDash(line.pid()),
            orDash(line.port()),
            line.uptimeSeconds() == null ? "-" : uptime(line.uptimeSeconds()),
            line.restarts(),
            line.url());
      }
    }
    out.printf(
        "Stack: %s, supervisor pid %s, data in %s%n",
        report.state(), orDash(report.supervisorPid()), report.home());
    if (report.supervisorPid() == null) {
      out.println("Start it with " + Launcher.command("up --detach"));
    } else {
      out.println("Connect to " + report.jdbcUrl());
    }
  }

  private static String orDash(@Nullable Number value) {
    return value == null ? "-" : value.toString();
  }

  private static String uptime(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return time.toHours() > 0
        ? time.toHours() + "h " + time.toMinutesPart() + "m"
        : time.toMinutes() + "m " + time.toSecondsPart() + "s";
  }
}
