package io.timestore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.embedded.StackState.Phase;
import io.timestore.embedded.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in a file's place stands for a disk without room. */
class UnwritableFilesTest {
  @TempDir private Path home;

  @Test
  void aStateThatCannotBeWrittenIsWrittenLater() throws Exception {
    Path obstacle = Files.createDirectories(home.resolve("run/stack.json.new/in the way"));
    StateFile file = StateFile.under(home);
    StackState state = new StackState(Phase.UP, 1, 2, "daemon", "jdbc", List.of());
    try (StateWriter writer = new StateWriter(file, () -> state, log())) {
      writer.publish();
      writer.publish();
      assertThat(file.read()).isEmpty();
      Files.delete(obstacle);
      Files.delete(obstacle.getParent());
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (file.read().isEmpty()) {
        assertThat(System.nanoTime()).as("20 s have passed").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(file.read()).contains(state);
      assertThat(Files.readAllLines(logFile()))
          .singleElement()
          .asString()
          .contains("state cannot be written");
    }
    assertThat(file.read()).as("after close").isEmpty();
  }

  @Test
  void linesThatCannotBeWrittenAreCounted() throws IOException {
    StackLog log = log();
    log.line("first");
    Path kept = Files.move(logFile(), home.resolve("kept"));
    Files.createDirectory(logFile());
    log.line("lost");
    log.line("lost, too");
    Files.delete(logFile());
    Files.move(kept, logFile());
    log.line("last");
    assertThat(Files.readAllLines(logFile()))
        .extracting(line -> line.replaceFirst("\\S+ ", ""))
        .containsExactly(
            "first", "2 lines were left out here, because they could not be written", "last");
  }

  @Test
  void aFileThatCannotBeReplacedKeepsItsContent() throws IOException {
    Path file = home.resolve("redis.conf");
    WholeFile.write(file, "old");
    Path obstacle = Files.createDirectories(home.resolve("redis.conf.new/in the way"));
    assertThatThrownBy(() -> WholeFile.write(file, "new")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
    WholeFile.write(file, "old");
    Files.delete(obstacle);
    Files.delete(obstacle.getParent());
    WholeFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(home).isDirectoryNotContaining("glob:**.new");
  }

  private Path logFile() {
    return home.resolve("log").resolve("supervisor.log");
  }

  private StackLog log() {
    return new StackLog(logFile(), null, Clock.systemUTC());
  }
}
