package io.timestore.calcite.run;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.calcite.sql.SqlTemplate;
import io.timestore.core.hot.RestingLanes;
import io.timestore.core.hot.TailCache;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a statement sends over the snapshot that its tables rest at. What was sent over empty
 * tails is kept, because the next time only the values of parameters differ. Thread-safe.
 */
final class RestingStatements {
  private static final int MOST = 1_000;

  /** One with a longer text counts for several. */
  private static final int CHARS = 4_096;

  private final TailCache tails;
  private final DecodedBlocks decoded;
  private final Cache<SqlTemplate, RestingStatement> last =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(MOST)
          .weigher(
              (SqlTemplate template, RestingStatement sent) -> 1 + sent.text().length() / CHARS)
          .build();

  RestingStatements(TailCache tails, DecodedBlocks decoded) {
    this.tails = tails;
    this.decoded = decoded;
  }

  /** The statement; null if one of its tables does not rest, or ClickHouse has none of its rows. */
  @Nullable RestingStatement find(CompiledPlan plan, QueryRequest request, Instant now) {
    if (plan.generated().scans().isEmpty()) {
      return null;
    }
    RestingStatement known = last.getIfPresent(plan.generated().template());
    RestingLanes lanes =
        tails.atRest(
            known == null
                ? StatementSnapshot.lanes(StatementSnapshot.laneCounts(plan))
                : known.lanes().lanes());
    if (lanes == null) {
      return null;
    }
    if (known != null && known.isFor(lanes, request)) {
      return known.foundIn(lanes);
    }
    RestingStatement made = make(plan, request, now, lanes);
    if (made != null && !made.snapshot().hasTail()) {
      last.put(plan.generated().template(), made);
    }
    return made;
  }

  private @Nullable RestingStatement make(
      CompiledPlan plan, QueryRequest request, Instant now, RestingLanes lanes) {
    StatementSnapshot snapshot = StatementSnapshot.of(plan, lanes.tails());
    if (snapshot == null || snapshot.isNewerThanPlan()) {
      return null;
    }
    Way way = Way.choose(new StatementRunner.Job(plan, snapshot, request, now, 0, 0), decoded);
    if (way.snapshot().nothingCold()) {
      return null;
    }
    return new RestingStatement(
        lanes,
        snapshot,
        request.options().strategy(),
        way,
        ClickHouseCall.text(way.sql(), way.snapshot(), false));
  }
}
