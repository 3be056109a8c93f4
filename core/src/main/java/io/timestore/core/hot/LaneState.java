package io.timestore.core.hot;

import io.timestore.core.block.ValueBounds;

/**
 * The numbers of a lane at one instant.
 *
 * @param lastSequence sequence of the newest block, 0 if there never was one
 * @param watermark every row at or below it is in ClickHouse and visible
 * @param generation counts the starts of inserts
 * @param inserting whether rows above the watermark may be visible in ClickHouse
 * @param schemaVersion newest schema version that a block was staged with
 * @param trimmedUpTo blocks at or below it are gone from the hot buffer
 * @param rows rows in blocks above the watermark
 * @param bytes encoded bytes of blocks above the watermark
 * @param lanes in lane 0: lanes of the table, or more if a change of their number did not end
 * @param flushWanted sequence that somebody waits to be flushed
 * @param bounds what is known of the rows of this lane that ClickHouse may show
 */
public record LaneState(
    long lastSequence,
    long watermark,
    long generation,
    boolean inserting,
    int schemaVersion,
    long trimmedUpTo,
    long rows,
    long bytes,
    int lanes,
    long flushWanted,
    ValueBounds bounds) {}
