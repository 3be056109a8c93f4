package io.timestore.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Stops and continues processes that this one started, with their children. */
final class Signals {
  private Signals() {}

  static void pause(ProcessHandle process) {
    send("-STOP", process);
  }

  static void resume(ProcessHandle process) {
    send("-CONT", process);
  }

  private static void send(String signal, ProcessHandle process) {
    Stream.concat(Stream.of(process), process.descendants())
        .forEach(
            p -> {
              try {
                int unused =
                    new ProcessBuilder("kill", signal, Long.toString(p.pid())).start().waitFor();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
