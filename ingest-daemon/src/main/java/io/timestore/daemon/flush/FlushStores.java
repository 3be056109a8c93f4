package io.timestore.daemon.flush;

import io.timestore.core.catalog.LaneStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.hot.HotBuffer;

/**
 * What a flush works on.
 *
 * @param steps is told of each step
 */
public record FlushStores(
    HotBuffer hotBuffer,
    LaneStore lanes,
    ClickHouse clickHouse,
    TableLookup tables,
    FlushSteps steps) {}
