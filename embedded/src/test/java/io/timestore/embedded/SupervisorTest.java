package io.timestore.embedded;

import static io.timestore.embedded.StackComponent.DAEMON;
import static io.timestore.embedded.StackComponent.ENGINE;
import static io.timestore.embedded.StackComponent.POSTGRES;
import static io.timestore.embedded.StackComponent.REDIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.timestore.embedded.StackState.ComponentStatus;
import io.timestore.embedded.StackState.Phase;
import io.timestore.embedded.machine.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine and the daemon are external here: an HTTP server that answers. */
class SupervisorTest {
  @TempDir private Path home;
  private HttpServer others;
  private int basePort;

  @BeforeEach
  void startOthers() throws IOException {
    others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    others.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    others.start();
    basePort = freeBase();
  }

  @AfterEach
  void stopOthers() {
    others.stop(0);
  }

  @Test
  void startsInOrderKeepsAndStops() throws Exception {
    Supervisor supervisor = new Supervisor(settings(), null);
    assertThat(supervisor.lock()).isTrue();
    supervisor.start();
    try {
      StackState state = state();
      assertThat(state.phase()).isEqualTo(Phase.UP);
      assertThat(state.supervisor()).contains(ProcessHandle.current());
      assertThat(status(REDIS).process()).isPresent();
      assertThat(status(POSTGRES).port()).isEqualTo(basePort + 3);
      assertThat(status(ENGINE).state()).isEqualTo(ComponentState.EXTERNAL);
      assertThat(new Supervisor(settings(), null).lock()).isFalse();
      restartsWhatDies(REDIS);
      restartsWhatDies(POSTGRES);
    } finally {
      supervisor.close();
    }
    assertThat(StateFile.under(home).read()).isEmpty();
    assertThat(FreePorts.isFree(basePort + 2)).isTrue();
    assertThat(FreePorts.isFree(basePort + 3)).isTrue();
    assertThat(log()).containsSubsequence("postgres is down", "redis is down", "Down");
  }

  private void restartsWhatDies(StackComponent kind) throws Exception {
    long before = status(kind).pid();
    status(kind).process().orElseThrow().destroyForcibly();
    await(
        () -> {
          ComponentStatus now = status(kind);
          return now.state() == ComponentState.UP && now.restarts() == 1 && now.pid() != before;
        });
    assertThat(Probe.answers(kind, settings().endpoint(kind))).isTrue();
    assertThat(log()).contains(kind.label() + " ended by itself with exit code 137 (signal 9)");
  }

  @Test
  void namesATakenPortAndTheSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(basePort + 3, 1, InetAddress.getLoopbackAddress())) {
      Supervisor supervisor = new Supervisor(settings(), null);
      assertThat(supervisor.lock()).isTrue();
      assertThatThrownBy(supervisor::start)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + ", which postgres needs")
          .hasMessageContaining("--port or TIMESTORE_PORT");
      supervisor.close();
    }
  }

  @Test
  void namesAnExternalComponentThatDoesNotAnswer() {
    others.stop(0);
    Supervisor supervisor = new Supervisor(settings(), null);
    assertThat(supervisor.lock()).isTrue();
    assertThatThrownBy(supervisor::start)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("does not answer")
        .hasMessageContaining("http://127.0.0.1:" + others.getAddress().getPort());
    supervisor.close();
  }

  @Test
  void endsWhatAKilledSupervisorLeftButNothingElse() throws Exception {
    Process left = new ProcessBuilder("sleep", "600").start();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      long strangerStart = ProcessIdentity.startedAt(stranger.toHandle()) - 3_600_000;
      StateFile.under(home)
          .write(
              new StackState(
                  Phase.UP,
                  Integer.MAX_VALUE,
                  1,
                  "",
                  "",
                  List.of(
                      recorded(REDIS, left.pid(), ProcessIdentity.startedAt(left.toHandle())),
                      recorded(POSTGRES, stranger.pid(), strangerStart))));
      Supervisor supervisor = new Supervisor(settings(), null);
      assertThat(supervisor.lock()).isTrue();
      supervisor.endStale();
      supervisor.close();
      assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      left.destroyForcibly();
      stranger.destroyForcibly();
    }
  }

  private static ComponentStatus recorded(StackComponent kind, long pid, long startedAt) {
    return new ComponentStatus(
        kind, ComponentState.UP, pid, 1, startedAt, 0, Endpoint.of("redis://127.0.0.1:1"));
  }

  private StackSettings settings() {
    Endpoint other = Endpoint.of("http://127.0.0.1:" + others.getAddress().getPort());
    return new StackSettings(home, basePort, Map.of(ENGINE, other, DAEMON, other));
  }

  private StackState state() {
    return StateFile.under(home).read().orElseThrow();
  }

  private ComponentStatus status(StackComponent kind) {
    return state().components().stream()
        .filter(component -> component.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log").resolve("supervisor.log"));
  }

  /** Below the ports that systems give to connections; one of these may be taken at any time. */
  private static int freeBase() {
    while (true) {
      int base = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      if (FreePorts.isFree(base)
          && FreePorts.isFree(base + 1)
          && FreePorts.isFree(base + 2)
          && FreePorts.isFree(base + 3)) {
        return base;
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("30 s have passed").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
