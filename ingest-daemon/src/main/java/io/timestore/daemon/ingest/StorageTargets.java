package io.timestore.daemon.ingest;

import io.timestore.core.catalog.StorageTarget;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The storage targets of the catalog, read once. Safe for many threads. */
final class StorageTargets {
  private final DatasetStore datasets;
  private volatile List<StorageTarget> known = List.of();

  StorageTargets(DatasetStore datasets) {
    this.datasets = datasets;
  }

  /** The target with an id, or the first one for null. NOT_FOUND for an unknown id. */
  StorageTarget find(@Nullable String id) {
    List<StorageTarget> targets = all();
    if (id == null) {
      return targets.get(0);
    }
    for (StorageTarget target : targets) {
      if (target.id().equals(id)) {
        return target;
      }
    }
    throw new TimestoreException(
        ErrorCode.NOT_FOUND,
        "storageTargetId '"
            + id
            + "' is not a storage target; known are "
            + targets.stream().map(StorageTarget::id).toList());
  }

  private List<StorageTarget> all() {
    List<StorageTarget> targets = known;
    if (targets.isEmpty()) {
      targets = List.copyOf(datasets.storageTargets());
      known = targets;
    }
    return targets;
  }
}
