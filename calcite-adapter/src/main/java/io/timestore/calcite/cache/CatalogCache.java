package io.timestore.calcite.cache;

import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The catalog as it was read last, read again when asked to or when too old. Thread-safe. */
public final class CatalogCache {
  private final CatalogReader reader;
  private final long maxAgeNanos;
  private final LongSupplier nanoClock;
  private volatile @Nullable Held held;

  private record Held(CatalogSnapshot snapshot, long readAt) {}

  public CatalogCache(CatalogReader reader, Duration maxAge, LongSupplier nanoClock) {
    this.reader = reader;
    this.maxAgeNanos = maxAge.toNanos();
    this.nanoClock = nanoClock;
  }

  /** The catalog, at most as old as allowed. */
  public CatalogSnapshot current() {
    CatalogSnapshot fresh = fresh();
    return fresh != null ? fresh : refreshed();
  }

  private @Nullable CatalogSnapshot fresh() {
    Held last = held;
    return last != null && nanoClock.getAsLong() - last.readAt() < maxAgeNanos
        ? last.snapshot()
        : null;
  }

  /** Another thread may have read it while this one waited for its turn. */
  private synchronized CatalogSnapshot refreshed() {
    CatalogSnapshot fresh = fresh();
    return fresh != null ? fresh : reload();
  }

  /** Reads the catalog now. A version stays while the content does. */
  public synchronized CatalogSnapshot reload() {
    long readAt = nanoClock.getAsLong();
    List<DatasetTables> datasets = reader.tables();
    Held last = held;
    CatalogSnapshot snapshot =
        last != null && last.snapshot().datasets().equals(datasets)
            ? last.snapshot()
            : CatalogSnapshot.of(last == null ? 1 : last.snapshot().version() + 1, datasets);
    held = new Held(snapshot, readAt);
    return snapshot;
  }
}
