package io.timestore.daemon.rows;

/**
 * How large what comes of one request may be.
 *
 * @param rowsPerBlock most rows of a block
 * @param rawBytesPerBlock a block is cut when it is so large uncompressed
 * @param rawBytesOpen the largest unfinished block is cut when all of them are so large together
 * @param encodedBytes most bytes of all blocks of a request
 */
public record RowLimits(
    int rowsPerBlock, long rawBytesPerBlock, long rawBytesOpen, long encodedBytes) {
  public static final RowLimits DEFAULT = new RowLimits(65_536, 16L << 20, 64L << 20, 256L << 20);
}
