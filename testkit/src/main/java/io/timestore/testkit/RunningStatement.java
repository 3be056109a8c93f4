package io.timestore.testkit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A statement that runs in a thread of its own until it is ended. */
public final class RunningStatement {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 5;

  private final CompletableFuture<SQLException> end = new CompletableFuture<>();
  private final Thread thread;

  private RunningStatement(Statement statement, String sql) {
    thread = new Thread(() -> run(statement, sql), "running-statement");
  }

  /** A query over a dataset of some rows that nobody waits for to end by itself. */
  public static String slow(String dataset) {
    return "SELECT COUNT(*) FROM %1$s a, %1$s b, %1$s c, %1$s d, %1$s e".formatted(dataset)
        + " WHERE a.n + b.n + c.n + d.n + e.n = 7";
  }

  public static RunningStatement of(Statement statement, String sql) {
    RunningStatement running = new RunningStatement(statement, sql);
    running.thread.setDaemon(true);
    running.thread.start();
    return running;
  }

  private void run(Statement statement, String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {}
      end.completeExceptionally(new AssertionError("the statement was not ended"));
    } catch (SQLException e) {
      end.complete(e);
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** Waits until something holds while the statement runs. */
  public void until(BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      checkRuns();
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("it did not come in " + PATIENCE);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    checkRuns();
  }

  private void checkRuns() {
    if (end.isDone()) {
      throw new AssertionError("the statement runs no more: " + end);
    }
  }

  /** Whether it is in a method at this moment. */
  public boolean isIn(String type, String method) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(
            frame -> frame.getClassName().endsWith(type) && frame.getMethodName().equals(method));
  }

  /** With what it was ended. */
  public SQLException end() throws Exception {
    return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
