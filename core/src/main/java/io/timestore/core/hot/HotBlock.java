package io.timestore.core.hot;

import io.timestore.core.block.Block;

/** A staged block and the sequence that the hot buffer gave it. */
public record HotBlock(long sequence, Block block) {
  private static final int OBJECTS = 256;
  private static final int HEADER = 16 << 10;
  private static final int TIMES_HEADER = 4;

  /**
   * An estimate of the memory that blocks take, from above: their encoded bytes, and their decoded
   * headers. Header and data are told apart by length alone, because most of a small block is its
   * header.
   *
   * @param encodedBytes of all of them together
   */
  public static long memory(long encodedBytes, long blocks) {
    return encodedBytes + OBJECTS * blocks + TIMES_HEADER * Math.min(encodedBytes, HEADER * blocks);
  }

  /** The memory that this block takes. */
  long memory() {
    return memory(block.bytes().length, 1);
  }
}
