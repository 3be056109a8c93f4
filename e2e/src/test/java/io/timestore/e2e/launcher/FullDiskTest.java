package io.timestore.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.e2e.launcher.LaunchedStack.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole stack lives on one small disk that fills up while rows arrive. Nobody touches it but
 * the one who makes room again.
 */
class FullDiskTest {
  private static final String SIZE = "448m";
  private static final Duration FULL = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int FEW = 20;

  @TempDir private Path folder;
  private Path disk;
  private LaunchedStack stack;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(mount.waitFor() == 0, "a small file system cannot be mounted here: " + said);
    stack = LaunchedStack.ofClassPath(disk.resolve("data"), folder);
  }

  @AfterEach
  void unmount() throws Exception {
    threads.shutdownNow();
    if (stack != null) {
      stack.run("down");
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  /** Run by hand until flushes come back within 90 s of room, too: rows do, flushes do not yet. */
  @Test
  @EnabledIfSystemProperty(named = "timestore.full-disk", matches = "true")
  void acknowledgedRowsSurviveAFullDiskAndAllComesBackByItself() throws Exception {
    Outcome up = stack.run("up", "--detach", "--set", "flush.ageMs=300");
    assertThat(up.code()).as(up.err()).isZero();
    List<Producer> producers =
        List.of(new Producer("a", stack.port()), new Producer("b", stack.port()));
    producers.forEach(threads::execute);
    await("rows before", () -> producers.stream().allMatch(p -> p.acknowledged() > FEW));

    fill(FULL, () -> producers.stream().allMatch(p -> p.repeated() > 0));
    List<Integer> before = producers.stream().map(Producer::acknowledged).toList();
    Files.delete(disk.resolve("filler"));

    await(
        "rows after",
        () -> {
          assertThat(producers).extracting(Producer::refusal).containsOnlyNulls();
          return producers.stream()
              .allMatch(p -> p.acknowledged() > before.get(producers.indexOf(p)) + FEW);
        });
    producers.forEach(Producer::finish);
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    String expected = expected(producers);
    assertThat(rows("")).isEqualTo(expected);
    await("a flush", () -> rows("SET timestore.freshness = 'replica-only'; ").equals(expected));
    await("all up", () -> stack.run("status").code() == 0);
    JsonNode status = new ObjectMapper().readTree(stack.run("status", "--json").out());
    assertThat(status.get("components"))
        .as("a component had to be started again")
        .anyMatch(component -> component.get("restarts").asInt() > 0);
  }

  private static String expected(List<Producer> producers) {
    long rows = 0;
    long ids = 0;
    for (Producer producer : producers) {
      long of = (long) producer.acknowledged() * Producer.ROWS_PER_REQUEST;
      rows += of;
      ids += of * (of - 1) / 2;
    }
    return "[{\"n\":%d,\"ids\":%d}]".formatted(rows, ids);
  }

  private String rows(String settings) throws Exception {
    Outcome outcome =
        stack.run(
            "sql",
            "--format",
            "json",
            "-e",
            settings + "SELECT COUNT(*) AS n, SUM(id) AS ids FROM weather.records");
    return outcome.code() == 0
        ? outcome.out().lines().reduce((first, second) -> second).orElse("")
        : outcome.err();
  }

  /** Takes every byte that is free, and that becomes free, for a while and until it is noticed. */
  private void fill(Duration least, Callable<Boolean> noticed) throws Exception {
    long began = System.nanoTime();
    while (System.nanoTime() - began < least.toNanos() || !noticed.call()) {
      assertThat(System.nanoTime() - began)
          .as("a full disk that nobody notices")
          .isLessThan(PATIENCE.toNanos());
      takeAll();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void takeAll() {
    for (int bytes = 1 << 20; bytes >= 1 << 12; bytes >>= 1) {
      try (OutputStream filler =
          Files.newOutputStream(
              disk.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          filler.write(new byte[bytes]);
        }
      } catch (IOException noRoom) {
        assertThat(noRoom).hasMessageContaining("No space left");
      }
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what + ": 90 s have passed").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
