package io.timestore.daemon.http;

import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The requests that wait for a flush. A waiting request holds a slot and no thread. An HTTP/1.1
 * client that goes away is noticed when its answer is written, so its slot is taken until the wait
 * ends. Safe for many threads.
 */
final class FlushWaiters {
  private final int most;
  private final Duration atMost;
  private final Semaphore slots;

  FlushWaiters(int most, Duration atMost) {
    this.most = most;
    this.atMost = atMost;
    this.slots = new Semaphore(most);
  }

  /** Longest wait for a flush. */
  Duration atMost() {
    return atMost;
  }

  /** Number of slots that are taken. */
  int waiting() {
    return most - slots.availablePermits();
  }

  /** Takes a slot, before the request changes anything. DAEMON_UNAVAILABLE if all are taken. */
  Slot enter() {
    if (!slots.tryAcquire()) {
      throw new TimestoreException(
          ErrorCode.DAEMON_UNAVAILABLE,
          most
              + " requests wait for a flush already; nothing was done; send the request again later,"
              + " or without waiting for the flush");
    }
    return new Slot();
  }

  /** One request's place; closed at the latest when its future completes. For one request. */
  final class Slot implements AutoCloseable {
    private final AtomicBoolean released = new AtomicBoolean();
    private boolean handedOver;

    /**
     * Answers when the future completes, without a thread until then. The slot stays taken for as
     * long. A client whose connection fails cancels the future.
     */
    <T> void answer(Context ctx, CompletableFuture<T> future, Consumer<T> write) {
      handedOver = true;
      CompletableFuture<T> held = future.whenComplete((value, e) -> release());
      ctx.future(
          () -> {
            ctx.req().getAsyncContext().addListener(new Cancelling(future));
            return held.thenAccept(write);
          });
    }

    @Override
    public void close() {
      if (!handedOver) {
        release();
      }
    }

    private void release() {
      if (released.compareAndSet(false, true)) {
        slots.release();
      }
    }
  }

  /** Cancels a wait that nobody can be told the end of. */
  private record Cancelling(CompletableFuture<?> future) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      future.cancel(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      future.cancel(false);
    }

    @Override
    public void onError(AsyncEvent event) {
      future.cancel(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
