package io.timestore.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor's log: lines with a time in a file, and without it on a console if there is one.
 */
final class StackLog {
  private final Path file;
  private final @Nullable PrintStream console;
  private final Clock clock;

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
      String stamp = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
      Files.writeString(
          file, stamp + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
