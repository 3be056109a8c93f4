package io.timestore.daemon.ingest;

import io.timestore.core.block.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose rows are encoded, ready to be staged.
 *
 * @param blocks every row of the request, encoded with the plan's schema; may be empty
 * @param rows number of rows in the blocks
 * @param contentHash lower-case hex SHA-256 over table, declared fields, partition and rows; null
 *     exactly if the target has no idempotency key
 */
public record PreparedIngest(
    IngestPlan plan, List<Block> blocks, long rows, @Nullable String contentHash) {
  public PreparedIngest {
    blocks = List.copyOf(blocks);
  }
}
