package io.timestore.daemon.http;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.javalin.http.Context;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a request: decompressed, and never longer than its limit. */
final class RequestBody {
  private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);
  private static final int FIRST_BYTES = 1 << 13;
  private static final long DISCARD_BYTES = 256L << 20;
  private static final Duration DISCARD_LIMIT = Duration.ofSeconds(5);

  private RequestBody() {}

  /**
   * The body as a stream that refuses to go beyond the limit.
   *
   * @throws TimestoreException TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, or INVALID_REQUEST for a body
   *     that its encoding does not fit
   */
  static InputStream open(Context ctx, long limitBytes) throws IOException {
    String encoding = encoding(ctx);
    if (ctx.req().getContentLengthLong() > limitBytes) {
      throw tooLarge(limitBytes);
    }
    InputStream raw = ctx.req().getInputStream();
    InputStream decoded =
        switch (encoding) {
          case "identity" -> raw;
          case "gzip" -> new Decoded("gzip", gzip(raw));
          default -> new Decoded("zstd", new ZstdInputStream(raw));
        };
    return new Limited(decoded, limitBytes);
  }

  private static String encoding(Context ctx) {
    @Nullable String header = ctx.header("content-encoding");
    String encoding = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> "identity";
      case "gzip", "x-gzip" -> "gzip";
      case "zstd" -> "zstd";
      default ->
          throw new TimestoreException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "the content encoding '"
                  + encoding
                  + "' is not accepted; accepted are gzip and zstd");
    };
  }

  private static InputStream gzip(InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, FIRST_BYTES);
    } catch (EOFException | ZipException e) {
      throw damaged("gzip", e);
    }
  }

  /** All bytes of the body, taken from the share while they arrive. */
  static byte[] readAll(Context ctx, long limitBytes, MemoryBudget.Share share) throws IOException {
    long announced = ctx.req().getContentLengthLong();
    try (InputStream in = open(ctx, limitBytes)) {
      byte[] bytes = new byte[(int) Math.max(FIRST_BYTES, Math.min(announced + 1, 1 << 20))];
      share.grow(bytes.length);
      int size = 0;
      while (true) {
        int n = in.read(bytes, size, bytes.length - size);
        if (n < 0) {
          return Arrays.copyOf(bytes, size);
        }
        size += n;
        if (size == bytes.length) {
          share.grow(bytes.length);
          bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
      }
    }
  }

  /**
   * Reads on what a refused client still sends, for a while. A connection that is closed before is
   * reset, and the client may lose the answer that says why it was refused.
   */
  static void discard(Context ctx) {
    long deadline = System.nanoTime() + DISCARD_LIMIT.toNanos();
    byte[] buffer = new byte[FIRST_BYTES];
    long left = DISCARD_BYTES;
    try {
      InputStream in = ctx.req().getInputStream();
      int n = in.read(buffer);
      while (n >= 0 && left > 0 && System.nanoTime() < deadline) {
        left -= n;
        n = in.read(buffer);
      }
    } catch (IOException e) {
      LOG.debug("a refused request was not read to its end", e);
    }
  }

  private static TimestoreException tooLarge(long limitBytes) {
    return new TimestoreException(
        ErrorCode.TOO_LARGE,
        "the body is over the limit of " + limitBytes + " bytes (after decompression)");
  }

  private static TimestoreException damaged(String encoding, Exception e) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST,
        "the body is not valid " + encoding + ", which its content encoding says it is",
        e);
  }

  /** Turns errors of a decompressor into a 400. */
  private static final class Decoded extends FilterInputStream {
    private final String encoding;

    Decoded(String encoding, InputStream in) {
      super(in);
      this.encoding = encoding;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (ZipException | MalformedInputException | IndexOutOfBoundsException e) {
        throw damaged(encoding, e);
      } catch (EOFException e) {
        if (e.getClass() == EOFException.class) {
          throw damaged(encoding, e);
        }
        throw e; // Jetty's own, for a client that went away
      } catch (IOException e) {
        if (e.getClass() == IOException.class && encoding.equals("zstd")) {
          throw damaged(encoding, e);
        }
        throw e;
      }
    }
  }

  /** Counts, and refuses what is over the limit. */
  private static final class Limited extends FilterInputStream {
    private final long limitBytes;
    private long read;

    Limited(InputStream in, long limitBytes) {
      super(in);
      this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        count(1);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      if (n > 0) {
        count(n);
      }
      return n;
    }

    private void count(int n) {
      read += n;
      if (read > limitBytes) {
        throw tooLarge(limitBytes);
      }
    }
  }
}
