package io.timestore.core.block;

import java.util.List;

/**
 * What stands beside a block's columns.
 *
 * @param schemaVersion version of the schema that the columns follow
 * @param rows number of rows, at least 1
 * @param window number of the time window that holds every row
 * @param partitionKey canonical JSON text of the partition key that the rows were ingested with
 * @param minTimeNanos least row time, nanoseconds since the epoch
 * @param maxTimeNanos greatest row time, nanoseconds since the epoch
 * @param ingestedAtMillis when the block was encoded, milliseconds since the epoch
 * @param columns one per field of the schema version, in schema order
 */
public record BlockHeader(
    int schemaVersion,
    int rows,
    int window,
    String partitionKey,
    long minTimeNanos,
    long maxTimeNanos,
    long ingestedAtMillis,
    List<BlockColumn> columns) {
  public BlockHeader {
    columns = List.copyOf(columns);
  }

  static BlockHeader decode(byte[] stored) {
    return BlockHeaderCodec.decode(stored);
  }

  /** Position of a column by exact name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
