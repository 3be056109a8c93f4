package io.timestore.daemon.ingest;

import io.timestore.core.catalog.postgres.IdempotencyStore;
import io.timestore.core.hot.AnsweredKey;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.StageResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.IdempotencyKey;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys: noted in the hot buffer together with the rows, copied to the catalog soon
 * after, and from then on only cached in the hot buffer. A key that the hot buffer does not know
 * may be in the catalog, so both are asked before anything is staged. Safe for many threads and
 * daemons.
 */
public final class IdempotencyKeys implements AutoCloseable {
  private static final Duration COPY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration EXPIRE_INTERVAL = Duration.ofMinutes(10);
  private static final int CHUNK = 500;
  private static final int EXPIRE_CHUNK = 10_000;

  private final HotBuffer hotBuffer;
  private final IdempotencyStore kept;
  private final TableRegistry registry;
  private final CatalogDown whenCatalogDown;
  private final Duration keptFor;
  private final ScheduledTask copier;
  private final ScheduledTask expirer;

  /**
   * Makes the keys of a daemon.
   *
   * @param keptFor how long a key is remembered
   */
  public IdempotencyKeys(
      HotBuffer hotBuffer,
      IdempotencyStore kept,
      TableRegistry registry,
      CatalogDown whenCatalogDown,
      Duration keptFor,
      TaskSchedule schedule) {
    this.hotBuffer = hotBuffer;
    this.kept = kept;
    this.registry = registry;
    this.whenCatalogDown = whenCatalogDown;
    this.keptFor = keptFor;
    this.copier = schedule.task("copy-idempotency-keys", COPY_INTERVAL, this::copyAll);
    this.expirer = schedule.task("expire-idempotency-keys", EXPIRE_INTERVAL, this::expire);
  }

  /** Starts to copy keys to the catalog and to forget old ones. */
  public void start() {
    copier.start();
    expirer.start();
  }

  /** Throws CATALOG_UNAVAILABLE if nothing is to be staged without the catalog, and it is away. */
  void requireCatalog() {
    if (whenCatalogDown == CatalogDown.REFUSE) {
      AnsweredKey unused = kept.find("", "");
    }
  }

  /**
   * What was answered under a key, or null if it is new. The rows of the first request are durable
   * when this returns; that request may have ended before they were.
   *
   * @throws TimestoreException IDEMPOTENCY_CONFLICT if the key had other content;
   *     CATALOG_UNAVAILABLE if that cannot be told now and must be
   */
  StageResult.@Nullable Replayed replayOf(IdempotencyKey key) {
    StageResult.Replayed first = find(key);
    if (first != null) {
      hotBuffer.awaitDurable();
    }
    return first;
  }

  private StageResult.@Nullable Replayed find(IdempotencyKey key) {
    AnsweredKey known = null;
    try {
      known = kept.find(key.datasetId(), key.key());
    } catch (TimestoreException e) {
      StageResult.Replayed cached = hotBuffer.replayOf(key);
      if (cached != null || whenCatalogDown == CatalogDown.STAGE) {
        return cached;
      }
      throw new TimestoreException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "whether idempotency key '"
              + key.key()
              + "' was used before cannot be told while the catalog is away; nothing was stored;"
              + " send the request again later, with the same key ("
              + e.getMessage()
              + ")",
          e);
    }
    if (known == null) {
      return hotBuffer.replayOf(key);
    }
    if (!known.key().contentHash().equals(key.contentHash())) {
      throw new TimestoreException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "idempotency key '"
              + key.key()
              + "' was used before with other content; use a new key for new rows");
    }
    return known.replay();
  }

  private void copyAll() {
    for (Table table : registry.all()) {
      for (int lane = 0; lane < table.lanes(); lane++) {
        copy(new LaneId(table.id(), lane));
      }
    }
  }

  /** The copy is committed before the hot buffer may forget; a repeated copy changes nothing. */
  public void copy(LaneId lane) {
    List<AnsweredKey> pending = hotBuffer.uncopiedKeys(lane, CHUNK);
    while (!pending.isEmpty()) {
      kept.keep(pending);
      hotBuffer.keysCopied(lane, pending);
      pending = pending.size() < CHUNK ? List.of() : hotBuffer.uncopiedKeys(lane, CHUNK);
    }
  }

  private void expire() {
    int gone = kept.expire(keptFor, EXPIRE_CHUNK);
    while (gone == EXPIRE_CHUNK && !Thread.currentThread().isInterrupted()) {
      gone = kept.expire(keptFor, EXPIRE_CHUNK);
    }
  }

  @Override
  public void close() {
    copier.close();
    expirer.close();
  }
}
