package io.timestore.embedded;

import io.timestore.embedded.StackState.ComponentStatus;
import io.timestore.embedded.StackState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a supervisor that outlives this process and its terminal. */
public final class Background {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final StackSettings settings;
  private final StateFile stateFile;
  private final List<String> supervisor;
  private final Consumer<String> progress;
  private final Set<StackComponent> told = EnumSet.noneOf(StackComponent.class);

  /**
   * @param supervisor the main class that supervises, and its words; the data folder and the base
   *     port are added
   * @param progress takes one line per step
   */
  public Background(StackSettings settings, List<String> supervisor, Consumer<String> progress) {
    this.settings = settings;
    this.supervisor = List.copyOf(supervisor);
    this.stateFile = StateFile.under(settings.home());
    this.progress = progress;
  }

  /** Starts the stack and returns when all of it answers. */
  public StackState start() {
    Path output = settings.layout().run().resolve("supervisor.out");
    try {
      Files.createDirectories(output.getParent());
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().putAll(environment());
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      Process supervisor = builder.start();
      return await(supervisor, output);
    } catch (IOException e) {
      throw new StackException("The supervisor could not be started: " + e.getMessage(), e);
    }
  }

  /** Waits until a stack that someone else starts is up. */
  public StackState awaitUp() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<StackState> state = stateFile.read();
      if (state.isEmpty() || state.get().supervisor().isEmpty()) {
        throw new StackException(
            "The stack did not come up, see " + settings.layout().supervisorLog());
      }
      if (state.get().phase() == Phase.UP) {
        return state.get();
      }
      pause();
    }
    throw new StackException("The stack is not up after " + LIMIT.toSeconds() + " s");
  }

  private StackState await(Process supervisor, Path output) throws IOException {
    while (supervisor.isAlive()) {
      Optional<StackState> state =
          stateFile.read().filter(found -> found.pid() == supervisor.pid());
      state.ifPresent(this::tell);
      if (state.isPresent() && state.get().phase() == Phase.UP) {
        return state.get();
      }
      pause();
    }
    Optional<StackState> other = stateFile.read().filter(state -> state.supervisor().isPresent());
    if (supervisor.exitValue() == 0 && other.isPresent()) {
      return awaitUp();
    }
    throw new StackException(Files.readString(output).strip());
  }

  private void tell(StackState state) {
    for (ComponentStatus component : state.components()) {
      if (component.state() == ComponentState.UP && told.add(component.kind())) {
        progress.accept(component.kind().label() + " is up on port " + component.port());
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while the stack was starting", e);
    }
  }

  /** A session of its own keeps the supervisor from the terminal's signals. */
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Files.isExecutable(Path.of("/usr/bin/setsid")) ? "setsid" : "nohup");
    command.add(JavaProcess.javaProgram());
    command.addAll(
        List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    String root = System.getProperty("timestore.root");
    if (root != null) {
      command.add("-Dtimestore.root=" + root);
    }
    command.addAll(supervisor);
    command.addAll(List.of("--data", settings.home().toString()));
    command.addAll(List.of("--port", Integer.toString(settings.basePort())));
    return command;
  }

  /** Addresses and passwords travel in the environment, which other users cannot read. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    settings.external().forEach((kind, endpoint) -> environment.putAll(variables(kind, endpoint)));
    return environment;
  }

  private static Map<String, String> variables(StackComponent kind, Endpoint endpoint) {
    return switch (kind) {
      case ENGINE ->
          Map.of(
              "TIMESTORE_CLICKHOUSE_URL", endpoint.url(),
              "TIMESTORE_CLICKHOUSE_USER", endpoint.user(),
              "TIMESTORE_CLICKHOUSE_PASSWORD", endpoint.password());
      case REDIS -> Map.of("TIMESTORE_REDIS_URI", endpoint.url());
      case POSTGRES ->
          Map.of(
              "TIMESTORE_CATALOG_URL", endpoint.url(),
              "TIMESTORE_CATALOG_USER", endpoint.user(),
              "TIMESTORE_CATALOG_PASSWORD", endpoint.password());
      case DAEMON -> Map.of();
    };
  }
}
