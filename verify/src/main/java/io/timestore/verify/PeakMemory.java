package io.timestore.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most resident memory that a process ever had, as Linux tells it. */
final class PeakMemory {
  private static final String PEAK = "VmHWM:";
  private static final long KILOBYTES_PER_MEGABYTE = 1024;

  private PeakMemory() {}

  /** In MB; 0 where the operating system does not tell. */
  static long of(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
              .filter(line -> line.startsWith(PEAK))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / KILOBYTES_PER_MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
