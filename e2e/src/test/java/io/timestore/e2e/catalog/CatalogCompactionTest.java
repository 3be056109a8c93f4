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
import io.timestore.core.catalog.postgres.CatalogCompaction;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.ManifestStore;
import io.timestore.core.catalog.postgres.PostgresLaneStore;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CatalogCompactionTest {
  private static final Instant DAY = Instant.parse("2024-05-06T00:00:00Z");
  private static final LocalDate SHARD = LocalDate.parse("2024-05-06");
  private static EmbeddedStack stack;
  private static CatalogDatabase database;
  private static LaneStore lanes;
  private static ManifestStore manifests;
  private static CatalogCompaction compaction;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(EnumSet.of(StackComponent.POSTGRES));
    database =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    database.migrate();
    lanes = new PostgresLaneStore(database);
    manifests = new ManifestStore(database);
    compaction = new CatalogCompaction(database);
  }

  @AfterAll
  static void stop() {
    database.close();
    stack.close();
  }

  private static Table table(String dataset) {
    TableSchema schema =
        new TableSchema(1, List.of(new Field("time", FieldType.timestamp(6))), "time");
    Table table =
        new TableStore(database)
            .define(
                new TableStore.Definition(
                    new TableName(dataset, "records"),
                    dataset,
                    schema,
                    TimeWindow.MONTH,
                    "timestore"),
                (t, before) -> {});
    assertThat(table).isNotNull();
    return table;
  }

  private static LaneLease take(Table table) {
    return lanes.claimTable(LaneOwner.named("daemon"), Duration.ofMinutes(10), table.id()).get(0);
  }

  /** Flushes one block: a row of each of two keys today, and a late one of the day before. */
  private static Batch flush(LaneLease lease, Table table, long sequence) {
    Instant time = DAY.plusSeconds(sequence);
    Batch batch = lanes.seal(lease, sequence, sequence, 3, 30, "h", ValueBounds.NO_ROWS);
    lanes.publish(
        lease,
        batch,
        table,
        List.of(
            new NewPartition("{\"k\":\"a\"}", time, time.plusMillis(1), 1, 10),
            new NewPartition("{\"k\":\"b\"}", time, time.plusMillis(2), 1, 10),
            new NewPartition("{\"k\":\"a\"}", time.minusSeconds(86_400), time, 1, 10)));
    return batch;
  }

  /** Everything of a manifest that compaction must not change, with its partitions added up. */
  private static String content(Manifest m) {
    record Sum(long rows, long bytes, Instant start, Instant end) {}
    Map<String, Sum> sums = new TreeMap<>();
    for (Manifest.Partition p : m.partitions()) {
      sums.merge(
          p.partitionKey() + " " + p.attributes() + " " + p.coldTable(),
          new Sum(p.rows(), p.bytes(), p.start(), p.end()),
          (a, b) ->
              new Sum(
                  a.rows + b.rows,
                  a.bytes + b.bytes,
                  a.start.isBefore(b.start) ? a.start : b.start,
                  a.end.isAfter(b.end) ? a.end : b.end));
    }
    assertThat(m.partitionCount()).isEqualTo(m.partitions().size());
    assertThat(m.partitions()).extracting(Manifest.Partition::id).contains(m.lastPartitionId());
    return String.join(
        "; ",
        m.id(),
        "version " + m.version(),
        "rows " + m.totalRows(),
        "bytes " + m.totalBytes(),
        m.startTime() + " to " + m.endTime(),
        "updated " + m.updatedAt(),
        sums.toString());
  }

  @Test
  void manifestsSayTheSameAndAFlusherCanRecover() {
    Table table = table("compacted");
    LaneLease lease = take(table);
    manifests.putAttributes(table.id(), "{\"k\":\"a\"}", Map.of("source", "one"));
    for (long sequence = 1; sequence <= 10; sequence++) {
      flush(lease, table, sequence);
    }
    manifests.putAttributes(table.id(), "{\"k\":\"a\"}", Map.of("source", "two"));
    for (long sequence = 11; sequence <= 20; sequence++) {
      flush(lease, table, sequence);
    }
    Batch sealed = lanes.seal(lease, 21, 21, 1, 1, "h", ValueBounds.NO_ROWS);
    String today = content(manifests.find(table.datasetId(), SHARD));
    String before = content(manifests.find(table.datasetId(), SHARD.minusDays(1)));
    String latest = manifests.latest(table.datasetId()).id();
    assertThat(compaction.compact(Duration.ofHours(1), 1000)).as("too young").isZero();
    assertThat(compaction.compact(Duration.ZERO, 5)).isEqualTo(5);
    assertThat(content(manifests.find(table.datasetId(), SHARD))).isEqualTo(today);
    assertThat(compaction.compact(Duration.ZERO, 1000)).isEqualTo(14);
    assertThat(compaction.compact(Duration.ZERO, 1000)).isZero();
    Manifest compacted = manifests.find(table.datasetId(), SHARD);
    assertThat(content(compacted)).isEqualTo(today);
    assertThat(compacted.partitions()).as("a with two attributes, b, the newest batch").hasSize(5);
    assertThat(content(manifests.find(table.datasetId(), SHARD.minusDays(1)))).isEqualTo(before);
    assertThat(manifests.latest(table.datasetId()).id()).isEqualTo(latest);
    assertThat(lanes.batchesAbove(lease.lane(), 0))
        .extracting(Batch::lastSequence)
        .containsExactly(20L, sealed.lastSequence());
    assertThat(manifests.containing(lease.lane(), 20).shard()).isEqualTo(SHARD);
    assertThat(manifests.containing(lease.lane(), 3).id()).as("compacted").isEqualTo(latest);
    assertThat(manifests.containing(lease.lane(), 21)).as("sealed only").isNull();
    assertThat(manifests.containing(lease.lane(), 22)).as("unknown").isNull();
    lanes.publish(lease, sealed, table, List.of(new NewPartition("{\"k\":\"b\"}", DAY, DAY, 1, 1)));
    assertThat(manifests.find(table.datasetId(), SHARD).version()).isEqualTo(41);
  }

  @Test
  void aCompactionThatFailsChangesNothing() throws SQLException {
    Table table = table("failed");
    LaneLease lease = take(table);
    for (long sequence = 1; sequence <= 5; sequence++) {
      flush(lease, table, sequence);
    }
    Manifest before = manifests.find(table.datasetId(), SHARD);
    sql(
        """
        create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
        create trigger refuse before delete on batch for each statement execute function refuse()""");
    try {
      assertThatThrownBy(() -> compaction.compact(Duration.ZERO, 1000)).hasMessageContaining("no");
    } finally {
      sql("drop trigger refuse on batch; drop function refuse()");
    }
    assertThat(manifests.find(table.datasetId(), SHARD)).isEqualTo(before);
    assertThat(lanes.batchesAbove(lease.lane(), 0)).hasSize(5);
    assertThat(compaction.compact(Duration.ZERO, 1000)).isGreaterThanOrEqualTo(4);
    assertThat(lanes.batchesAbove(lease.lane(), 0)).hasSize(1);
  }

  @Test
  void flushesDuringCompactionLoseNothing() throws Exception {
    Table table = table("concurrent");
    LaneLease lease = take(table);
    int flushes = 300;
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> flusher =
          thread.submit(
              () -> {
                for (long sequence = 1; sequence <= flushes; sequence++) {
                  flush(lease, table, sequence);
                }
              });
      int compacted = 0;
      while (!flusher.isDone()) {
        compacted += compaction.compact(Duration.ZERO, 7);
      }
      flusher.get();
      assertThat(compacted).as("compacted meanwhile").isPositive();
    } finally {
      thread.shutdownNow();
    }
    compaction.compact(Duration.ZERO, 1000);
    Manifest today = manifests.find(table.datasetId(), SHARD);
    assertThat(today.totalRows()).isEqualTo(2L * flushes);
    assertThat(today.partitions().stream().mapToLong(Manifest.Partition::rows).sum())
        .isEqualTo(2L * flushes);
    assertThat(today.partitions()).hasSize(4);
    assertThat(content(today)).contains("rows " + 2 * flushes);
    Manifest before = manifests.find(table.datasetId(), SHARD.minusDays(1));
    assertThat(before.partitions().stream().mapToLong(Manifest.Partition::rows).sum())
        .isEqualTo(flushes);
  }

  /** A hundred days with a flush every 86 seconds, in the shape that flushes leave. */
  @Test
  void aHundredThousandFlushesLeaveMegabytes() throws SQLException {
    Table table = table("years");
    sql(
        """
        insert into batch (table_id, lane, first_seq, last_seq, row_count, byte_count, content_hash, epoch,
            sealed_at, published_at)
          select %1$d, 0, s, s, 10, 1000, repeat('0', 64), 1, now() - interval '2 days', now() - interval '2 days'
          from generate_series(1, 100000) s;
        insert into manifest (id, dataset_id, shard, version, table_name, schema_version_id, storage_target_id,
            batch_rows, partition_count, total_rows, total_bytes, start_time, end_time)
          select 'man-' || gen_random_uuid(), '%2$s', date '2020-01-01' + d, (d + 1) * 1000, 'records', 'sv', 'local-default',
            10, 1000, 10000, 1000000, timestamptz '2020-01-01' + d * interval '1 day',
            timestamptz '2020-01-01' + (d + 1) * interval '1 day' from generate_series(0, 99) d;
        insert into partition (id, dataset_id, manifest_id, table_id, batch_id, shard, partition_key, storage_target_id,
            row_count, byte_count, start_time, end_time, created_at)
          select 'part-' || gen_random_uuid(), m.dataset_id, m.id, %1$d, b.id, m.shard, '{"k": "v"}', 'local-default',
            10, 1000, m.start_time + (b.first_seq %% 1000) * interval '86 seconds',
            m.start_time + (b.first_seq %% 1000 + 1) * interval '86 seconds', now() - interval '2 days'
          from batch b join manifest m on m.dataset_id = '%2$s' and m.shard = date '2020-01-01' + ((b.first_seq - 1) / 1000)::int
          where b.table_id = %1$d;
        update manifest m set last_partition_id = (select max(p.id) from partition p where p.manifest_id = m.id)
          where m.dataset_id = '%2$s';
        update lane set watermark = 100000 where table_id = %1$d"""
            .formatted(table.id(), table.datasetId()));
    long before = bytes();
    int went;
    int all = 0;
    do {
      went = compaction.compact(Duration.ofHours(1), 1000);
      all += went;
    } while (went == 1000);
    long after = bytes();
    assertThat(all).isEqualTo(99_999);
    assertThat(before).isGreaterThan(50_000_000);
    assertThat(after).as("of 100 days").isLessThan(1_000_000);
    for (int day : List.of(0, 50, 99)) {
      Manifest m = manifests.find(table.datasetId(), LocalDate.parse("2020-01-01").plusDays(day));
      assertThat(content(m)).contains("rows 10000; bytes 1000000", "Sum[rows=10000, bytes=1000000");
      assertThat(m.partitions()).hasSizeBetween(1, 2);
    }
  }

  /** Live bytes of batches, manifests and partitions with their indexes. */
  private static long bytes() throws SQLException {
    sql("vacuum full batch");
    sql("vacuum full manifest");
    sql("vacuum full partition");
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_total_relation_size('batch') + pg_total_relation_size('manifest')"
                    + " + pg_total_relation_size('partition')")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword());
  }
}
