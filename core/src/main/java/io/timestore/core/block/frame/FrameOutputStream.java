package io.timestore.core.block.frame;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Compresses what is written into {@link CompressedFrames}. For one thread. */
public final class FrameOutputStream extends OutputStream {
  private static final int FIRST_BYTES = 1 << 12;

  private OutputStream target;
  private byte[] raw = new byte[FIRST_BYTES];
  private byte[] frame = {};
  private int size;
  private long total;

  public FrameOutputStream(OutputStream target) {
    this.target = target;
  }

  /** Starts over with another target; what was not flushed is forgotten. */
  public void reset(OutputStream newTarget) {
    target = newTarget;
    size = 0;
    total = 0;
  }

  /** Raw bytes written so far. */
  public long rawTotal() {
    return total;
  }

  @Override
  public void write(int b) throws IOException {
    room();
    raw[size++] = (byte) b;
    total++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int at = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, room());
      System.arraycopy(bytes, at, raw, size, n);
      size += n;
      at += n;
      left -= n;
    }
    total += length;
  }

  private int room() throws IOException {
    if (size == raw.length) {
      if (size < CompressedFrames.MAX_RAW_BYTES) {
        raw = Arrays.copyOf(raw, Math.min(size * 4, CompressedFrames.MAX_RAW_BYTES));
      } else {
        endFrame();
      }
    }
    return raw.length - size;
  }

  /** Writes what is pending as a frame, so that the next byte starts a new one. */
  public void endFrame() throws IOException {
    if (size == 0) {
      return;
    }
    int most = CompressedFrames.maxFrameBytes(size);
    if (frame.length < most) {
      frame = new byte[most];
    }
    int length = CompressedFrames.encode(raw, 0, size, frame);
    size = 0;
    target.write(frame, 0, length);
  }

  @Override
  public void flush() throws IOException {
    endFrame();
    target.flush();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream closing = target) {
      endFrame();
      closing.flush();
    }
  }
}
