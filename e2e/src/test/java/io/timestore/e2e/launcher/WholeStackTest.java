package io.timestore.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.e2e.launcher.LaunchedStack.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real stack by command, writes, kills everything, and reads it all again. */
class WholeStackTest {
  private static final String COUNT =
      "SELECT COUNT(*) AS n, SUM(celsius) AS total FROM weather.records";

  @TempDir private Path home;
  private LaunchedStack stack;

  @Test
  void nothingIsLostByDownOrByKillingEverything() throws Exception {
    stack = LaunchedStack.ofClassPath(home.resolve("data"), home);
    Outcome up = stack.run("up", "--detach");
    assertThat(up.code()).as(up.err()).isZero();
    try {
      ingest(1, 20);
      assertThat(count()).isEqualTo("[{\"n\":2,\"total\":21.0}]\n");
      Outcome again = stack.run("up", "--detach");
      assertThat(again.code()).isZero();
      assertThat(again.out()).startsWith("Already up");
      killAll();
      assertThat(count())
          .as("after kill -9 of everything")
          .isEqualTo("[{\"n\":2,\"total\":21.0}]\n");
      ingest(3, 40);
      assertThat(count()).isEqualTo("[{\"n\":4,\"total\":64.0}]\n");
      assertThat(stack.run("down").code()).isZero();
      assertThat(stack.run("status").code()).isEqualTo(3);
      assertThat(stack.run("up", "--detach").code()).isZero();
      assertThat(count()).as("after down and up").isEqualTo("[{\"n\":4,\"total\":64.0}]\n");
      Outcome wrong = stack.run("sql", "-e", "SELECT nothing FROM weather.records");
      assertThat(wrong.code()).isEqualTo(1);
      assertThat(wrong.err()).startsWith("ERROR 42703: ");
    } finally {
      stack.run("down");
    }
  }

  private void killAll() throws Exception {
    JsonNode status = new ObjectMapper().readTree(stack.run("status", "--json").out());
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
    Outcome outcome = stack.run("sql", "--format", "json", "-e", COUNT);
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
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + stack.port() + "/datasets/weather/ingest"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }
}
