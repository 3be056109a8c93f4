package io.timestore.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The command that a person types, with a data folder and ports of its own. */
final class LaunchedStack {
  private static final int LIMIT_SECONDS = 180;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path data;
  private final Path outputs;
  private final int port = freeBase();

  /** What a command answered. */
  record Outcome(int code, String out, String err) {}

  private LaunchedStack(
      List<String> command, Map<String, String> environment, Path data, Path outputs) {
    this.command = command;
    this.environment = environment;
    this.data = data;
    this.outputs = outputs;
  }

  /** The command on the classes of this test. */
  static LaunchedStack ofClassPath(Path data, Path outputs) {
    return new LaunchedStack(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.timezone=UTC",
            "-Dtimestore.root=" + System.getProperty("timestore.root"),
            "io.timestore.cli.Main"),
        Map.of("CLASSPATH", System.getProperty("java.class.path")),
        data,
        outputs);
  }

  /** The command of a start script. */
  static LaunchedStack ofScript(
      Path script, Map<String, String> environment, Path data, Path outputs) {
    return new LaunchedStack(List.of(script.toString()), environment, data, outputs);
  }

  /** The daemon's port. */
  int port() {
    return port;
  }

  Outcome run(String... words) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(words));
    whole.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    Path out = Files.createTempFile(outputs, "out", ".txt");
    Path err = Files.createTempFile(outputs, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Below the ports that systems give to connections; one of these may be taken at any time. */
  private static int freeBase() {
    while (true) {
      int base = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      if (isFree(base) && isFree(base + 1) && isFree(base + 2) && isFree(base + 3)) {
        return base;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
