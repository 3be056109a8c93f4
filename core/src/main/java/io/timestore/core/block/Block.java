package io.timestore.core.block;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.NativeReader;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
   * @throws TimestoreException INTERNAL if the bytes are not a whole block
   */
  public static Block parse(byte[] bytes) {
    return new Block(BlockHeader.decode(bytes), bytes);
  }

  /**
   * Decodes the named columns, which the block must have, in the given order.
   *
   * @throws TimestoreException INTERNAL if the stored bytes are corrupt
   */
  public NativeBlock decode(List<String> columns) {
    List<ColumnVector> vectors = new ArrayList<>(columns.size());
    for (String name : columns) {
      int index = header.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException("the block has no column '" + name + "'");
      }
      BlockColumn column = header.columns().get(index);
      try (NativeReader reader = new NativeReader(BlockAssembler.storedColumn(this, column))) {
        vectors.add(reader.readColumn(0, header.rows()));
      } catch (IOException e) {
        throw new TimestoreException(
            ErrorCode.INTERNAL, "a stored block is corrupt in column '" + name + "'", e);
      }
    }
    return new NativeBlock(header.rows(), vectors);
  }

  public BlockHeader header() {
    return header;
  }

  public byte[] bytes() {
    return bytes;
  }
}
