package io.timestore.cli;

import io.timestore.embedded.Background;
import io.timestore.embedded.StackSettings;
import io.timestore.embedded.StackState;
import io.timestore.embedded.StackState.Phase;
import io.timestore.embedded.StateFile;
import io.timestore.embedded.Supervisor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts the stack, here or in the background. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start ClickHouse, Redis, PostgreSQL and the daemon, and keep them running")
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private DaemonOptions daemon = new DaemonOptions();

  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background; return when everything answers")
  private boolean detach;

  @Option(names = "--quiet", hidden = true)
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    StackSettings settings = daemon.applyTo(options.settings());
    PrintWriter out = spec.commandLine().getOut();
    Optional<StackState> running = running(settings);
    if (running.isPresent()) {
      daemon.refuseFor(settings);
      return alreadyUp(settings, running.get());
    }
    if (detach) {
      StackState state = startInBackground(settings, daemon, spec.commandLine().getErr());
      out.println("Up: " + state.jdbcUrl());
      return 0;
    }
    return runHere(settings);
  }

  static Optional<StackState> running(StackSettings settings) {
    return StateFile.under(settings.home()).read().filter(state -> state.supervisor().isPresent());
  }

  static StackState startInBackground(
      StackSettings settings, DaemonOptions daemon, PrintWriter progress) {
    progress.println("Starting the stack in " + settings.home() + " …");
    progress.flush();
    return background(
            settings,
            daemon,
            line -> {
              progress.println(line);
              progress.flush();
            })
        .start();
  }

  static Background background(
      StackSettings settings, DaemonOptions daemon, Consumer<String> progress) {
    List<String> supervisor = new ArrayList<>(List.of(Main.class.getName(), "up", "--quiet"));
    daemon.given().forEach((key, value) -> supervisor.addAll(List.of("--set", key + "=" + value)));
    return new Background(settings, supervisor, progress);
  }

  private Integer alreadyUp(StackSettings settings, StackState state) {
    if (detach && state.phase() == Phase.STARTING) {
      background(settings, daemon, line -> {}).awaitUp();
    }
    spec.commandLine()
        .getOut()
        .println(
            "Already %s: %s (supervisor pid %d, data in %s)"
                .formatted(
                    state.phase() == Phase.STARTING && !detach ? "starting" : "up",
                    state.jdbcUrl(),
                    state.pid(),
                    settings.home()));
    return 0;
  }

  private Integer runHere(StackSettings settings) throws InterruptedException {
    Supervisor supervisor = new Supervisor(settings, quiet ? null : System.out);
    if (!supervisor.lock()) {
      spec.commandLine().getOut().println("Already up in " + settings.home());
      return 0;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "down"));
    supervisor.start();
    if (!quiet) {
      System.out.println("Ctrl-C stops it. A SQL shell: " + Launcher.command("sql"));
    }
    new CountDownLatch(1).await();
    return 0;
  }
}
