package io.timestore.core.hot;

import io.timestore.core.block.Block;

/** A staged block and the sequence that the hot buffer gave it. */
public record HotBlock(long sequence, Block block) {}
