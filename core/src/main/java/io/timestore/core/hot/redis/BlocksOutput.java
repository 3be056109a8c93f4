package io.timestore.core.hot.redis;

import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.output.CommandOutput;
import io.timestore.core.block.Block;
import io.timestore.core.hot.HotBlock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the entries of a block stream. Keeps the first of them as long as they fit into a budget,
 * and lets the others pass by. One connection's thread fills it.
 */
final class BlocksOutput extends CommandOutput<String, byte[], List<BlocksOutput.StoredBlock>> {
  private static final int ID = 0;
  private static final int VALUE = 2;
  private static final int PARTS = 3;

  private final Budget budget;
  private int part = ID;
  private long sequence;
  private boolean cut;

  /** An entry of a stream: a sequence and a stored block. */
  static final class StoredBlock {
    private final long sequence;
    private final byte[] bytes;

    private StoredBlock(long sequence, byte[] bytes) {
      this.sequence = sequence;
      this.bytes = bytes;
    }

    long sequence() {
      return sequence;
    }

    /** Only its header is decoded. */
    HotBlock parse() {
      return new HotBlock(sequence, Block.parse(bytes));
    }
  }

  /** How much memory blocks may still take, over several answers of one connection. */
  static final class Budget {
    private long left;

    Budget(long bytes) {
      left = bytes;
    }

    boolean take(long bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }

  BlocksOutput(RedisCodec<String, byte[]> codec, Budget budget) {
    super(codec, new ArrayList<>());
    this.budget = budget;
  }

  /** Whether entries passed by. */
  boolean cut() {
    return cut;
  }

  /** An entry is its id, the name of its only field, and the stored block. */
  @Override
  public void set(ByteBuffer bytes) {
    if (part == ID) {
      String id = decodeString(bytes);
      sequence = Long.parseLong(id, 0, id.indexOf('-'), 10);
    } else if (part == VALUE) {
      cut = cut || !budget.take(HotBlock.memory(bytes.remaining(), 1));
      if (!cut) {
        output.add(new StoredBlock(sequence, codec.decodeValue(bytes)));
      }
    }
    part = (part + 1) % PARTS;
  }
}
