package io.timestore.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come, on standard error: a bar on a terminal, else a line now and
 * then. Safe for use by many threads.
 */
public final class Progress implements AutoCloseable {
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final String task;
  private final long total;
  private final PrintStream err;
  private final @Nullable ProgressBar bar;
  private final AtomicLong done = new AtomicLong();
  private long lastLine = System.nanoTime();

  private Progress(String task, long total, PrintStream err, @Nullable ProgressBar bar) {
    this.task = task;
    this.total = total;
    this.err = err;
    this.bar = bar;
  }

  /**
   * Begins to show a task.
   *
   * @param unit what is counted, as in "rows"
   */
  public static Progress start(String task, String unit, long total) {
    PrintStream err = System.err;
    if (!Terminal.showsBars()) {
      err.println(task + " …");
      return new Progress(task, total, err, null);
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" " + unit, 1)
            .setInitialMax(total)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(err))
            .build();
    return new Progress(task, total, err, bar);
  }

  public void add(long count) {
    long now = done.addAndGet(count);
    if (bar != null) {
      bar.stepBy(count);
    } else {
      line(now);
    }
  }

  private synchronized void line(long now) {
    if (System.nanoTime() - lastLine > LINE_EVERY.toNanos()) {
      lastLine = System.nanoTime();
      err.printf("%s: %,d of %,d%n", task, now, total);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
