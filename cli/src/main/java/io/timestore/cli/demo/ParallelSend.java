package io.timestore.cli.demo;

import io.timestore.cli.console.Progress;
import io.timestore.embedded.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends files with a few connections at once, the same way to whoever is measured. */
final class ParallelSend {
  private static final int CONNECTIONS = 3;

  private ParallelSend() {}

  /** Sends one file; the number counts from 0. */
  interface Sender {
    void send(int number, Path body) throws IOException;
  }

  static void all(List<Path> bodies, String task, Sender sender) throws IOException {
    long rows = (long) bodies.size() * FlightsFile.ROWS_PER_BODY;
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (Progress progress = Progress.start(task, "rows", rows)) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < bodies.size(); i++) {
        int number = i;
        sent.add(
            threads.submit(
                () -> {
                  sender.send(number, bodies.get(number));
                  progress.add(FlightsFile.ROWS_PER_BODY);
                  return null;
                }));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
