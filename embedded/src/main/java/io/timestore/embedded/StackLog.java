package io.timestore.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor's log: lines with a time in a file, and without it on a console if there is one. A
 * line that cannot be written is left out and counted; the log ends nobody's work.
 */
final class StackLog {
  private final Path file;
  private final @Nullable PrintStream console;
  private final Clock clock;
  private long leftOut;

  StackLog(Path file, @Nullable PrintStream console, Clock clock) {
    this.file = file;
    this.console = console;
    this.clock = clock;
  }

  synchronized void line(String text) {
    fileOnly(text);
    if (console != null) {
      console.println(text);
    }
  }

  /** For what the console is told in another way. */
  synchronized void fileOnly(String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (leftOut > 0) {
        append(leftOut + " lines were left out here, because they could not be written");
        leftOut = 0;
      }
      append(text);
    } catch (IOException e) {
      leftOut++;
    }
  }

  private void append(String text) throws IOException {
    String stamp = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    Files.writeString(
        file, stamp + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
