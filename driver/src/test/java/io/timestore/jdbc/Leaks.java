package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.jdbc.internal.session.SharedEngines;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a connection open, or a thread of one. What a test still has open when
 * its last connection closes is closed with it, so a thread that stays on is a leak of the driver.
 */
public final class Leaks implements BeforeEachCallback, AfterEachCallback {
  private static final Pattern OURS =
      Pattern.compile("timestore.*|lettuce.*|HikariPool.*|PostgreSQL-JDBC.*");
  private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long PAUSE_MILLIS = 20;

  private int before;
  private Map<String, Long> threadsBefore = Map.of();

  @Override
  public void beforeEach(ExtensionContext context) {
    before = SharedEngines.leases();
    threadsBefore = threads();
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    assertThat(SharedEngines.leases()).as("connections that are open").isEqualTo(before);
    if (before > 0) {
      return; // the stores of others are open, and their threads come and go
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Map<String, Long> left = more();
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      Thread.sleep(PAUSE_MILLIS);
      left = more();
    }
    assertThat(left).as("threads that go on").isEmpty();
  }

  /** Kinds of threads of which there are more than before. */
  private Map<String, Long> more() {
    Map<String, Long> more = new TreeMap<>();
    threads()
        .forEach(
            (kind, count) -> {
              if (count > threadsBefore.getOrDefault(kind, 0L)) {
                more.put(kind, count);
              }
            });
    return more;
  }

  /** How many threads of each kind there are, but for those that warm up by themselves. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> OURS.matcher(name).matches())
        .map(name -> name.replaceAll("\\d+", "N"))
        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
  }
}
