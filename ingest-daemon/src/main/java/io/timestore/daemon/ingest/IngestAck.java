package io.timestore.daemon.ingest;

import io.timestore.core.model.LaneId;
import io.timestore.daemon.api.DatasetObject;
import io.timestore.daemon.api.ManifestObject;
import io.timestore.daemon.api.StorageTargetObject;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of an ingest.
 *
 * @param lane that holds the rows
 * @param sequence of the last staged block; for no rows the lane's last sequence
 * @param rows how many rows the request held
 * @param watermark the lane's watermark at that instant
 * @param durability what the rows survive, as {@link io.timestore.core.hot.HotBuffer#durability}
 *     says
 * @param manifest the manifest that includes the rows; null if the answer did not wait for a flush.
 *     It decides between the answers 201 inline and 202 queued
 * @param replayed whether this is the first answer to the same idempotency key again
 */
public record IngestAck(
    String jobId,
    LaneId lane,
    long sequence,
    long rows,
    long watermark,
    String durability,
    DatasetObject dataset,
    StorageTargetObject storageTarget,
    @Nullable ManifestObject manifest,
    boolean replayed) {

  IngestAck withManifest(@Nullable ManifestObject of) {
    return new IngestAck(
        jobId, lane, sequence, rows, watermark, durability, dataset, storageTarget, of, replayed);
  }
}
