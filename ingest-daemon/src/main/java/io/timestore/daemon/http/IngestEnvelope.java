package io.timestore.daemon.http;

import io.timestore.daemon.ingest.Actor;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TimeRange;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All of an ingest body but its rows.
 *
 * @param rowsOffset first byte of the array of rows in the body
 * @param rowsEnd the byte after the array
 */
record IngestEnvelope(
    SchemaProposal schema,
    SortedMap<String, String> partitionKey,
    SortedMap<String, String> partitionAttributes,
    TimeRange timeRange,
    @Nullable String idempotencyKey,
    @Nullable String tableName,
    @Nullable String datasetName,
    @Nullable String storageTargetId,
    @Nullable Actor actor,
    int rowsOffset,
    int rowsEnd) {}
