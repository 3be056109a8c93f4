package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.WorkerThreads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * At most so many threads; tasks beyond wait in order. The thread that became idle last works next,
 * because the engine keeps memory and state per thread. Safe for use by many threads.
 */
final class WorkerPool implements Executor {
  private final ThreadPoolExecutor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  WorkerPool(int size, String name) {
    free = size;
    // A SynchronousQueue that is not fair serves its waiters last in, first out.
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            WorkerThreads.named(name));
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(task);
        return;
      }
      free--;
    }
    threads.execute(() -> work(task));
  }

  private void work(Runnable first) {
    for (Runnable task = first; task != null; task = nextOrFree()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        threads.execute(() -> work(() -> {}));
        throw e;
      }
    }
  }

  private synchronized @Nullable Runnable nextOrFree() {
    Runnable next = waiting.poll();
    if (next == null) {
      free++;
    }
    return next;
  }
}
