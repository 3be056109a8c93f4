package io.timestore.jdbc.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.jdbc.DriverStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A result that is much larger than the heap streams through it. The system property {@code
 * timestore.huge-rows} makes it larger.
 */
final class HugeResultTest {
  private static final long ROWS = Long.getLong("timestore.huge-rows", 3_000_000);
  private static final int WIDTH = 100;

  /** The rows take {@link #WIDTH} bytes and more each, so that the heap cannot hold them all. */
  private static final String QUERY =
      "SELECT %s FROM TABLE(clickhouse.query('SELECT toInt64(number) AS n, repeat(''x'', "
          + WIDTH
          + ") AS t FROM numbers("
          + ROWS
          + ")'))";

  @ParameterizedTest
  @ValueSource(strings = {"n, t", "n, TRANSLATE(t, 'x', 'y')"})
  void streams(String columns) throws IOException, InterruptedException {
    assertThat(ROWS * WIDTH).isGreaterThan(2L * 128 * 1024 * 1024);
    try (DriverStack stack = new DriverStack()) {
      Process reader =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx128m",
                      "-XX:+UseSerialGC",
                      "-cp",
                      System.getProperty("java.class.path"),
                      HugeResultReader.class.getName(),
                      stack.url(),
                      QUERY.formatted(columns)))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reader.waitFor()).isZero();
      assertThat(output.strip()).isEqualTo(ROWS + " " + (ROWS * (ROWS - 1) / 2 + ROWS * WIDTH));
    }
  }
}
