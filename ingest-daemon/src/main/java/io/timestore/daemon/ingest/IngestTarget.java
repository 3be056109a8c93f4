package io.timestore.daemon.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about where its rows go. Names are valid when this is built.
 *
 * @param slug the dataset's slug, from the path
 * @param table the table's name
 * @param schema the declared fields; null to use those of the existing table
 * @param partitionKey canonical JSON text of the partition key: an object of strings, keys sorted,
 *     no blanks; {@code {}} for none
 * @param partitionAttributes stored beside the partition
 * @param timeRange the partition's time range; null if the request has none
 * @param datasetName name for a dataset that this request creates; null for the slug
 * @param storageTargetId null for the dataset's default
 * @param actor who sent it, for the audit; null if unknown
 * @param idempotencyKey null if nothing is to be compared
 * @param flush whether the answer waits until the rows are in ClickHouse
 */
public record IngestTarget(
    String slug,
    String table,
    @Nullable SchemaProposal schema,
    String partitionKey,
    Map<String, String> partitionAttributes,
    @Nullable TimeRange timeRange,
    @Nullable String datasetName,
    @Nullable String storageTargetId,
    @Nullable Actor actor,
    @Nullable String idempotencyKey,
    boolean flush) {
  public IngestTarget {
    partitionAttributes = Map.copyOf(partitionAttributes);
  }
}
