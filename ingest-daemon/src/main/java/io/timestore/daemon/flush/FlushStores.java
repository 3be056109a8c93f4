package io.timestore.daemon.flush;

import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.postgres.LossStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.HotBufferInspection;

/**
 * What a flush works on.
 *
 * @param steps is told of each step
 * @param compare asks for the hot buffer to be compared with the catalog again
 */
public record FlushStores(
    HotBuffer hotBuffer,
    LaneStore lanes,
    ClickHouse clickHouse,
    TableResolver tables,
    FlushSteps steps,
    HotBufferInspection inspection,
    LossStore losses,
    Runnable compare) {}
