package io.timestore.embedded.chdb.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.engine.EngineResult;
import io.timestore.embedded.chdb.engine.EngineStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes results of the engine to a response in the encoding that the request asked for, and joins
 * the chunks of a stream into one document. For one thread.
 */
final class ResultWriter {
  private static final int SLICE_BYTES = 1 << 20;
  private static final int COPY_BYTES = 1 << 15;

  private final ResponseStream response;
  private final OutputStream encoded;
  private final byte[] copy;

  private ResultWriter(ResponseStream response, OutputStream encoded) {
    this.response = response;
    this.encoded = encoded;
    this.copy = encoded == response ? new byte[0] : new byte[COPY_BYTES];
  }

  static ResultWriter of(RequestParameters request, ResponseStream response) throws IOException {
    if (request.compressAnswer()) {
      return new ResultWriter(response, CompressedFrames.output(response));
    }
    if (request.gzipAnswer()) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
      return new ResultWriter(response, new GZIPOutputStream(response, COPY_BYTES));
    }
    return new ResultWriter(response, response);
  }

  /** Writes a whole result. */
  void write(EngineResult result) throws IOException {
    response.count(result.progress());
    write(result, 0);
  }

  /** Writes a stream's chunks as one document. */
  void write(EngineStream stream, ChunkedFormat format) throws IOException, EngineException {
    byte[] header = null;
    EngineResult chunk = stream.next();
    while (chunk != null) {
      try (EngineResult current = chunk) {
        response.count(current.progress());
        ByteBuffer start = current.bytes(0, (int) Math.min(SLICE_BYTES, current.length()));
        if (header == null) {
          header = new byte[format.headerLength(start)];
          start.get(0, header);
          write(current, 0);
        } else {
          write(current, startsWith(start, header) ? header.length : 0);
        }
      }
      chunk = stream.next();
    }
  }

  private static boolean startsWith(ByteBuffer bytes, byte[] prefix) {
    return bytes.limit() >= prefix.length
        && bytes.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
  }

  private void write(EngineResult result, long from) throws IOException {
    for (long at = from; at < result.length(); at += SLICE_BYTES) {
      ByteBuffer slice = result.bytes(at, (int) Math.min(SLICE_BYTES, result.length() - at));
      if (encoded == response) {
        response.write(slice);
      } else {
        while (slice.hasRemaining()) {
          int n = Math.min(copy.length, slice.remaining());
          slice.get(copy, 0, n);
          encoded.write(copy, 0, n);
        }
      }
    }
  }

  /** Ends the encoding. */
  void end() throws IOException {
    if (encoded != response) {
      encoded.close();
    }
  }
}
