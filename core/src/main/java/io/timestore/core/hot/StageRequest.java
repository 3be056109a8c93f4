package io.timestore.core.hot;

import io.timestore.core.block.Block;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks to be staged together.
 *
 * @param schemaVersion version of the schema that the blocks were encoded with
 * @param blocks in sequence order; may be empty, then only the key is remembered
 * @param idempotency the key under which the answer is remembered; null for none
 */
public record StageRequest(
    LaneId lane, int schemaVersion, List<Block> blocks, @Nullable IdempotencyKey idempotency) {
  public StageRequest {
    blocks = List.copyOf(blocks);
  }
}
