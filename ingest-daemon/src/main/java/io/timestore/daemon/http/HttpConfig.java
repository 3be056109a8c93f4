package io.timestore.daemon.http;

import io.timestore.daemon.rows.RowLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the HTTP server listens and what it accepts.
 *
 * @param host address to bind; loopback unless something else guards the daemon
 * @param port 0 for any free one
 * @param bulkBodyLimitBytes most bytes of a bulk body, after decompression
 * @param ingestBodyLimitBytes most bytes of any other body, after decompression; held in memory
 * @param memoryBudgetBytes most bytes of request bodies and encoded rows that may be held at once;
 *     further requests wait, then get 429
 * @param spoolDirectory where bodies that need a file lie while they are read; made if missing
 * @param rowLimits how large what comes of one request may be
 * @param flushWaiters most requests that wait for a flush; further ones get 503
 * @param flushWait longest wait of a request for a flush
 */
public record HttpConfig(
    String host,
    int port,
    long bulkBodyLimitBytes,
    long ingestBodyLimitBytes,
    long memoryBudgetBytes,
    Path spoolDirectory,
    RowLimits rowLimits,
    int flushWaiters,
    Duration flushWait) {
  /** The smallest limit of a body. */
  public static final long MIN_LIMIT_BYTES = 1 << 20;

  public HttpConfig {
    if (bulkBodyLimitBytes < MIN_LIMIT_BYTES || ingestBodyLimitBytes < MIN_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "a body limit is at least "
              + MIN_LIMIT_BYTES
              + " bytes; these are "
              + bulkBodyLimitBytes
              + " and "
              + ingestBodyLimitBytes);
    }
    if (memoryBudgetBytes < ingestBodyLimitBytes) {
      throw new IllegalArgumentException(
          "the memory budget of "
              + memoryBudgetBytes
              + " bytes is less than one ingest body of "
              + ingestBodyLimitBytes);
    }
  }

  /** On loopback, with the default limits. */
  public static HttpConfig loopback(int port) {
    return new HttpConfig(
        "127.0.0.1",
        port,
        256L << 20,
        64L << 20,
        Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4),
        Path.of(System.getProperty("java.io.tmpdir")),
        RowLimits.DEFAULT,
        1_000,
        Duration.ofSeconds(60));
  }
}
