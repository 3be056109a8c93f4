package io.timestore.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real stack by command, writes, kills everything, and reads it all again. */
class WholeStackTest {
  private static final String COUNT =
      "SELECT COUNT(*) AS n, SUM(celsius) AS total FROM weather.records";

  @TempDir private Path home;
  private int port;

  private record Outcome(int code, String out, String err) {}

  @Test
  void nothingIsLostByDownOrByKillingEverything() throws Exception {
    port = freeBase();
    Outcome up = run("up", "--detach");
    assertThat(up.code()).as(up.err()).isZero();
    try {
      ingest(1, 20);
      assertThat(count()).isEqualTo("[{\"n\":2,\"total\":21.0}]\n");
      Outcome again = run("up", "--detach");
      assertThat(again.code()).isZero();
      assertThat(again.out()).startsWith("Already up");
      killAll();
      assertThat(count())
          .as("after kill -9 of everything")
          .isEqualTo("[{\"n\":2,\"total\":21.0}]\n");
      ingest(3, 40);
      assertThat(count()).isEqualTo("[{\"n\":4,\"total\":64.0}]\n");
      assertThat(run("down").code()).isZero();
      assertThat(run("status").code()).isEqualTo(3);
      assertThat(run("up", "--detach").code()).isZero();
      assertThat(count()).as("after down and up").isEqualTo("[{\"n\":4,\"total\":64.0}]\n");
      Outcome wrong = run("sql", "-e", "SELECT nothing FROM weather.records");
      assertThat(wrong.code()).isEqualTo(1);
      assertThat(wrong.err()).startsWith("ERROR 42703: ");
    } finally {
      run("down");
    }
  }

  private void killAll() throws Exception {
    JsonNode status = new ObjectMapper().readTree(run("status", "--json").out());
    assertThat(status.get("state").asText()).isEqualTo("up");
    List<ProcessHandle> killed = new ArrayList<>();
    for (JsonNode component : status.get("components")) {
      ProcessHandle process = ProcessHandle.of(component.get("pid").asLong()).orElseThrow();
      process.destroyForcibly();
      killed.add(process);
    }
    for (ProcessHandle process : killed) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(killed).hasSize(4);
  }

  private String count() throws Exception {
    Outcome outcome = run("sql", "--format", "json", "-e", COUNT);
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private void ingest(int first, int second) throws Exception {
    String body =
        """
        {"schema": {"fields": [{"name": "timestamp", "type": "timestamp"},
                               {"name": "celsius", "type": "double"}]},
         "partition": {"key": {}, "timeRange": {"start": "2026-01-01T00:00:00Z",
                                                "end": "2026-01-01T01:00:00Z"}},
         "rows": [{"timestamp": "2026-01-01T00:10:00Z", "celsius": %d},
                  {"timestamp": "2026-01-01T00:20:00Z", "celsius": %d}]}\
        """
            .formatted(first, second);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/datasets/weather/ingest"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  private Outcome run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.timezone=UTC");
    command.add("-Dtimestore.root=" + System.getProperty("timestore.root"));
    command.add("io.timestore.cli.Main");
    command.addAll(List.of(words));
    command.addAll(List.of("--data", home.resolve("data").toString(), "--port", "" + port));
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
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
