package io.timestore.e2e.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.Manifest;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.DatasetStore;
import io.timestore.core.catalog.postgres.ManifestStore;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.catalog.postgres.PostgresLaneStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CatalogTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Field TIME = new Field("time", FieldType.timestamp(6));
  private static final Field VALUE =
      new Field("value", FieldType.parse("decimal(10,2)"), "1.50", 2);
  private static EmbeddedStack stack;
  private static CatalogDatabase database;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(EnumSet.of(StackComponent.POSTGRES));
    database =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    database.migrate();
    database.migrate();
  }

  @AfterAll
  static void stop() {
    database.close();
    stack.close();
  }

  private static TableStore.Definition definition(String dataset, TableSchema schema) {
    return new TableStore.Definition(
        new TableName(dataset, "records"), dataset, schema, TimeWindow.MONTH, "timestore");
  }

  private static TableSchema schema(int version, Field... fields) {
    return new TableSchema(version, List.of(fields), "time");
  }

  private static Table table(String dataset) {
    Table table =
        new TableStore(database).define(definition(dataset, schema(1, TIME)), (t, b) -> {});
    assertThat(table).isNotNull();
    return table;
  }

  @Test
  void tablesAreReadBackWithTheirLatestSchema() {
    TableStore tables = new TableStore(database);
    Table first = table("evolving");
    Table second =
        tables.define(
            definition("evolving", schema(2, TIME, VALUE)),
            (t, before) -> {
              assertThat(before).isEqualTo(first.schema());
            });
    assertThat(second).isEqualTo(tables.find(first.name()));
    assertThat(second.schema()).isEqualTo(schema(2, TIME, VALUE));
    assertThat(new PostgresCatalog(database).tables())
        .anySatisfy(
            d -> {
              assertThat(d.slug()).isEqualTo("evolving");
              assertThat(d.defaultTable()).isEqualTo("records");
              assertThat(d.tables()).containsExactly(second);
            });
    assertThat(tables.define(definition("evolving", schema(2, TIME)), (t, b) -> {})).isNull();
    assertThat(tables.define(definition("evolving", schema(4, TIME, VALUE)), (t, b) -> {}))
        .isNull();
  }

  @Test
  void aFailedPreparationLeavesNothing() {
    TableStore tables = new TableStore(database);
    assertThatThrownBy(
            () ->
                tables.define(
                    definition("broken", schema(1, TIME)),
                    (t, b) -> {
                      throw new IllegalStateException("no ClickHouse");
                    }))
        .hasMessage("no ClickHouse");
    assertThat(tables.find(new TableName("broken", "records"))).isNull();
    assertThat(new DatasetStore(database).bySlug("broken")).isNull();
  }

  @Test
  void aBatchIsPublishedOnceAndOnlyUnderTheCurrentEpoch() {
    Table table = table("flushed");
    LaneStore lanes = new PostgresLaneStore(database);
    LaneLease old = take(lanes, table);
    LaneLease current = take(lanes, table);
    assertFenced(() -> lanes.seal(old, 1, 3, 30, 300, "h", ValueBounds.NO_ROWS));
    Batch batch = lanes.seal(current, 1, 3, 30, 300, "h", ValueBounds.NO_ROWS);
    assertThat(lanes.batchesAbove(current.lane(), 0)).containsExactly(batch);
    assertFenced(() -> lanes.seal(current, 3, 4, 1, 1, "h", ValueBounds.NO_ROWS));
    Instant day1 = Instant.parse("2001-01-01T23:00:00Z");
    Instant day2 = Instant.parse("2001-01-02T01:00:00Z");
    List<NewPartition> partitions =
        List.of(
            new NewPartition("{\"a\":\"x\"}", day1, day2, 10, 100),
            new NewPartition("{}", day2, day2, 20, 200));
    assertFenced(() -> lanes.publish(old, batch, table, partitions));
    assertThat(lanes.publish(current, batch, table, partitions)).hasSize(2);
    assertFenced(() -> lanes.publish(current, batch, table, partitions));
    LaneLease next = take(lanes, table);
    assertThat(next.watermark()).isEqualTo(3);
    assertThat(lanes.batchesAbove(next.lane(), 2))
        .extracting(Batch::published)
        .containsExactly(true);
    assertThat(lanes.batchesAbove(next.lane(), 3)).isEmpty();
  }

  @Test
  void manifestsCountRowsAndKeepAttributes() {
    Table table = table("manifests");
    LaneStore lanes = new PostgresLaneStore(database);
    ManifestStore manifests = new ManifestStore(database);
    LaneLease lease = take(lanes, table);
    Instant time = Instant.parse("2024-05-06T07:08:09.123456Z");
    manifests.putAttributes(table.id(), "{\"a\":\"x\"}", Map.of("source", "it's"));
    NewPartition partition = new NewPartition("{\"a\":\"x\"}", time, time.plusSeconds(1), 5, 50);
    lanes.publish(
        lease, lanes.seal(lease, 1, 1, 5, 50, "h", ValueBounds.NO_ROWS), table, List.of(partition));
    lanes.publish(
        lease, lanes.seal(lease, 2, 2, 5, 50, "h", ValueBounds.NO_ROWS), table, List.of(partition));
    Manifest manifest = manifests.containing(lease.lane(), 2);
    assertThat(manifest.version()).isEqualTo(2);
    assertThat(manifest.shard()).hasToString("2024-05-06");
    assertThat(manifest.totalRows()).isEqualTo(10);
    assertThat(manifest.partitions()).hasSize(2);
    assertThat(manifest.partitions().get(0).partitionKey()).isEqualTo(Map.of("a", "x"));
    assertThat(manifest.partitions().get(0).attributes()).isEqualTo(Map.of("source", "it's"));
    assertThat(manifest.partitions().get(0).start()).isEqualTo(time);
    assertThat(manifests.containing(lease.lane(), 3)).isNull();
    manifests.publishEmpty(table, new NewPartition("{}", time, time, 0, 0));
    assertThat(manifests.latest(table.datasetId()).totalRows()).isEqualTo(10);
    assertThat(manifests.latest(table.datasetId()).partitionCount()).isEqualTo(3);
  }

  /** A new process of one name takes what the one before it held. */
  private static LaneLease take(LaneStore lanes, Table table) {
    return lanes.claimTable(LaneOwner.named("daemon"), MINUTE, table.id()).get(0);
  }

  @Test
  void aLaneIsHeldUntilItsLeaseIsOverGivenBackOrTheDaemonStartsAgain() {
    Table table = table("leased");
    LaneStore lanes = new PostgresLaneStore(database);
    LaneOwner a = LaneOwner.named("a");
    LaneOwner b = LaneOwner.named("b");
    LaneLease first = lanes.claimTable(a, MINUTE, table.id()).get(0);
    assertThat(lanes.claimTable(b, MINUTE, table.id())).isEmpty();
    assertThat(lanes.claimTable(a, MINUTE, table.id())).isEmpty();
    assertThat(lanes.renew(a, List.of(first), MINUTE)).containsExactly(first.lane());
    assertThat(lanes.renew(b, List.of(first), MINUTE)).isEmpty();
    LaneOwner restarted = LaneOwner.named("a");
    LaneLease second = lanes.claimTable(restarted, MINUTE, table.id()).get(0);
    assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
    assertThat(lanes.renew(a, List.of(first), MINUTE)).isEmpty();
    lanes.release(first);
    assertThat(lanes.claimTable(b, MINUTE, table.id())).isEmpty();
    lanes.release(second);
    LaneLease third = lanes.claimTable(b, Duration.ZERO, table.id()).get(0);
    lanes.noteAcknowledged(Map.of(third.lane(), 7L));
    lanes.noteAcknowledged(Map.of(third.lane(), 5L));
    LaneLease fourth = lanes.claimTable(a, MINUTE, table.id()).get(0);
    assertThat(fourth.epoch()).isEqualTo(third.epoch() + 1);
    assertThat(fourth.acknowledged()).isEqualTo(7);
    assertFenced(() -> lanes.seal(third, 1, 1, 1, 1, "h", ValueBounds.NO_ROWS));
  }

  @Test
  void aShareIsCountedFromTheDaemonsThatLive() {
    LaneStore lanes = new PostgresLaneStore(database);
    LaneOwner a = LaneOwner.named("census-a");
    LaneOwner b = LaneOwner.named("census-b");
    int before = lanes.heartbeat(a, MINUTE).daemons();
    assertThat(lanes.heartbeat(b, MINUTE).daemons()).isEqualTo(before + 1);
    assertThat(lanes.heartbeat(b, Duration.ZERO).daemons()).isEqualTo(before);
    lanes.depart(a);
    assertThat(lanes.heartbeat(b, MINUTE).daemons()).isEqualTo(before);
    lanes.depart(b);
  }

  private static void assertFenced(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED));
  }
}
