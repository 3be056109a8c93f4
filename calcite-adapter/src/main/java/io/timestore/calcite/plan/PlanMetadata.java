package io.timestore.calcite.plan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of relational operators, by reflection. Calcite's default compiles a class per kind
 * of question with Janino, which takes the first statement of a JVM half a second and more; few
 * questions are asked here.
 */
final class PlanMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider HANDLERS = new KeptHandlers();

  private PlanMetadata() {
    super(HANDLERS);
  }

  /**
   * Not known, but for whether there is at most one row. No table has a key, so all that could be
   * found is that an aggregate's input was grouped the same way before; to find out takes a third
   * of the time to plan a statement with correlated subqueries.
   */
  @Override
  public @Nullable Boolean areColumnsUnique(
      RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return columns.isEmpty() ? super.areColumnsUnique(rel, columns, ignoreNulls) : null;
  }

  static RelMetadataQuery query() {
    return new PlanMetadata();
  }

  /** Handlers that are made once: a planning needs many of these objects, each with all of them. */
  private static final class KeptHandlers implements MetadataHandlerProvider {
    private final MetadataHandlerProvider made =
        new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE);
    private final Map<Class<?>, MetadataHandler<?>> kept = new ConcurrentHashMap<>();

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> type) {
      MetadataHandler<?> handler = kept.get(type);
      if (handler == null) {
        handler = made.handler(type);
        kept.put(type, handler);
      }
      return type.cast(handler);
    }
  }
}
