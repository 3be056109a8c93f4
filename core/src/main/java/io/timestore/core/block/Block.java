package io.timestore.core.block;

/**
 * An immutable columnar set of rows of one table, one schema version, one partition key and one
 * time window, encoded once. {@link #bytes} holds header and column frames as they are stored;
 * nobody changes the array.
 */
public final class Block {
  private final BlockHeader header;
  private final byte[] bytes;

  Block(BlockHeader header, byte[] bytes) {
    this.header = header;
    this.bytes = bytes;
  }

  /**
   * Reads a stored block. Only the header is decoded.
   *
   * @throws io.timestore.core.error.TimestoreException INTERNAL if the bytes are not a whole block
   */
  public static Block parse(byte[] bytes) {
    return new Block(BlockHeader.decode(bytes), bytes);
  }

  public BlockHeader header() {
    return header;
  }

  public byte[] bytes() {
    return bytes;
  }
}
