package io.timestore.core.block.frame;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Decompresses {@link CompressedFrames}. A source that ends inside a frame is an {@link
 * EOFException}; one that ends between frames is the end. For one thread.
 */
final class FrameInputStream extends InputStream {
  private final InputStream source;
  private byte[] frame = new byte[1 << 12];
  private byte[] raw = {};
  private int at;
  private int end;

  FrameInputStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return fill() ? raw[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, end - at);
    System.arraycopy(raw, at, target, offset, n);
    at += n;
    return n;
  }

  @Override
  public int available() {
    return end - at;
  }

  private boolean fill() throws IOException {
    while (at == end) {
      int prefix = source.readNBytes(frame, 0, CompressedFrames.PREFIX_BYTES);
      if (prefix == 0) {
        return false;
      }
      if (prefix < CompressedFrames.PREFIX_BYTES) {
        throw cutOff();
      }
      readFrame();
    }
    return true;
  }

  private void readFrame() throws IOException {
    int payload = CompressedFrames.payloadBytes(frame);
    int rawLength = CompressedFrames.rawBytes(frame);
    int length = CompressedFrames.PREFIX_BYTES + payload;
    if (frame.length < length) {
      frame = Arrays.copyOf(frame, length + (length >> 2));
    }
    if (source.readNBytes(frame, CompressedFrames.PREFIX_BYTES, payload) < payload) {
      throw cutOff();
    }
    if (raw.length < rawLength) {
      raw = new byte[rawLength];
    }
    CompressedFrames.decode(frame, payload, raw, rawLength);
    at = 0;
    end = rawLength;
  }

  private static EOFException cutOff() {
    return new EOFException("the compressed stream ends inside a frame");
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
