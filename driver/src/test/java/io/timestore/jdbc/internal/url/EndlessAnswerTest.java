package io.timestore.jdbc.internal.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A daemon whose answer does not end takes neither time nor memory without a limit. */
final class EndlessAnswerTest {
  private static final int MOST_CHUNKS = 2_000;

  private HttpServer daemon;
  private volatile byte[] chunk = {};
  private volatile long pauseMillis;

  @BeforeEach
  void start() throws IOException {
    daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    daemon.createContext(
        "/driver/endpoints",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < MOST_CHUNKS; i++) {
              body.write(chunk);
              body.flush();
              Thread.sleep(pauseMillis);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    daemon.start();
  }

  @AfterEach
  void stop() {
    daemon.stop(0);
  }

  private void connect() throws SQLException {
    String place = "127.0.0.1:" + daemon.getAddress().getPort();
    DriverManager.getConnection("jdbc:timestore://" + place + "/?connectTimeoutMs=400").close();
  }

  @Test
  void anAnswerThatDripsIsGivenUp() {
    chunk = new byte[] {' '};
    pauseMillis = 50;
    long start = System.nanoTime();
    assertThatThrownBy(this::connect).hasMessageContaining("did not end in");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    chunk = new byte[1 << 18];
    pauseMillis = 0;
    assertThatThrownBy(this::connect).hasMessageContaining("larger than 1048576 bytes");
  }
}
