package io.timestore.daemon.ingest;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;

/**
 * How much waits in the hot buffer over all tables, as it was seen last, and how much may. A soft
 * limit: what is staged between two looks is not counted. Safe for many threads.
 */
public final class HotBufferLoad {
  private final long maxRows;
  private final long maxBytes;
  private volatile long rows;
  private volatile long bytes;

  /**
   * Makes a load of nothing.
   *
   * @param maxRows most rows above the watermarks of all lanes
   * @param maxBytes most encoded bytes of their blocks
   */
  public HotBufferLoad(long maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /** Tells what waits now. */
  public void update(long rowsNow, long bytesNow) {
    rows = rowsNow;
    bytes = bytesNow;
  }

  /** Throws BACK_PRESSURE if more waits than may. */
  void requireRoom() {
    if (rows >= maxRows || bytes >= maxBytes) {
      throw new TimestoreException(
          ErrorCode.BACK_PRESSURE,
          "the hot buffer is full: "
              + rows
              + " rows, "
              + bytes
              + " bytes of all tables wait for their flush, and "
              + maxRows
              + " rows, "
              + maxBytes
              + " bytes may; nothing was stored; send the request again later");
    }
  }
}
