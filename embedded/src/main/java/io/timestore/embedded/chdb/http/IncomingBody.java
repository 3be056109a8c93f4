package io.timestore.embedded.chdb.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it arrives. The event loop puts chunks in, one worker reads them; while more
 * than {@value #MOST_BYTES} bytes wait, the channel is not read. A client that goes away, or sends
 * nothing for five minutes, is an {@link IOException} to the reader.
 */
final class IncomingBody extends InputStream {
  private static final int MOST_BYTES = 4 << 20;
  private static final int FEW_BYTES = 1 << 20;
  private static final long SILENCE_MILLIS = 300_000;

  private final Channel channel;
  private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>();
  private int waiting;
  private boolean complete;
  private boolean discarding;
  private @Nullable String failure;

  IncomingBody(Channel channel) {
    this.channel = channel;
  }

  /** Takes over a chunk. Event loop only. */
  synchronized void put(ByteBuf chunk) {
    if (discarding || failure != null || !chunk.isReadable()) {
      chunk.release();
      return;
    }
    chunks.add(chunk);
    waiting += chunk.readableBytes();
    if (waiting > MOST_BYTES) {
      channel.config().setAutoRead(false);
    }
    notifyAll();
  }

  /** The last chunk has been put. */
  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** The rest will never come. */
  synchronized void fail(String reason) {
    if (!complete) {
      failure = reason;
    }
    notifyAll();
  }

  /** Forgets what is there and what will come. */
  synchronized void discard() {
    discarding = true;
    chunks.forEach(ByteBuf::release);
    chunks.clear();
    waiting = 0;
    channel.config().setAutoRead(true);
  }

  /** Waits for the body's end, dropping it; false if it does not come in time. */
  synchronized boolean drain(long millis) throws InterruptedException {
    discard();
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!complete && failure == null) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return complete;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!awaitChunk()) {
      return -1;
    }
    ByteBuf chunk = chunks.element();
    int n = Math.min(length, chunk.readableBytes());
    chunk.readBytes(target, offset, n);
    if (!chunk.isReadable()) {
      chunks.remove().release();
    }
    waiting -= n;
    if (waiting < FEW_BYTES && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    return n;
  }

  @Override
  public synchronized int available() {
    return waiting;
  }

  private synchronized boolean awaitChunk() throws IOException {
    long deadline = System.nanoTime() + SILENCE_MILLIS * 1_000_000;
    try {
      while (chunks.isEmpty() && failure == null && !complete) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException("the request's body stopped for " + SILENCE_MILLIS / 1000 + " s");
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the request's body was read", e);
    }
    if (failure != null) {
      throw new IOException(failure);
    }
    return !chunks.isEmpty();
  }
}
