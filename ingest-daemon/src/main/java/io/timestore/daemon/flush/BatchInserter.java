package io.timestore.daemon.flush;

import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.NewPartition;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a sealed batch into ClickHouse exactly once (invariant 5): rows that may be there from an
 * earlier attempt are counted by {@code _seq} before anything is inserted; one insert touches one
 * partition. Safe for many threads.
 */
final class BatchInserter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);

  /** Makes one part of an insert, so that it is there whole or not at all. */
  private static final Map<String, String> ONE_PART =
      Map.of(
          "async_insert", "0",
          "insert_deduplicate", "1",
          "max_insert_block_size", "4294967296",
          "min_insert_block_size_rows", "4294967296",
          "min_insert_block_size_bytes", "0",
          "max_partitions_per_insert_block", "1");

  private final ClickHouse clickHouse;

  BatchInserter(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** Inserts a batch that no one tried to insert before. */
  void insertNew(Table table, SealedBatch sealed, long fence, Runnable windowDone) {
    for (Map.Entry<Integer, List<HotBlock>> window : sealed.byWindow().entrySet()) {
      insert(table, sealed.batch(), fence, window, "");
      windowDone.run();
    }
  }

  /**
   * Inserts what is missing of a batch that may have been inserted, wholly or in part. No insert of
   * an earlier attempt may be running.
   */
  void insertMissing(Table table, SealedBatch sealed, long fence, Runnable windowDone) {
    Map<Integer, Long> present = countByWindow(table, sealed.batch());
    for (Map.Entry<Integer, List<HotBlock>> window : sealed.byWindow().entrySet()) {
      long expected = SealedBatch.rows(window.getValue());
      long found = present.getOrDefault(window.getKey(), 0L);
      if (found == expected) {
        continue;
      }
      LOG.info(
          "batch {} of {} has {} of {} rows in window {}; inserting it again",
          sealed.batch().id(),
          table.name(),
          found,
          expected,
          window.getKey());
      if (found > 0) {
        remove(table, sealed.batch(), fence, window.getKey());
      }
      // With a token of its own: ClickHouse silently drops an insert whose token it knows, also if
      // the rows are gone.
      insert(table, sealed.batch(), fence, window, "-" + fence);
      windowDone.run();
    }
  }

  /** Fails unless ClickHouse has exactly the rows of the batch. */
  void verify(Table table, SealedBatch sealed) {
    Map<Integer, Long> present = countByWindow(table, sealed.batch());
    Map<Integer, Long> expected = new HashMap<>();
    sealed.byWindow().forEach((window, blocks) -> expected.put(window, SealedBatch.rows(blocks)));
    if (!present.equals(expected)) {
      throw new TimestoreException(
          ErrorCode.CLICKHOUSE_ERROR,
          "after inserting batch "
              + sealed.batch().id()
              + " of "
              + table.name()
              + " ClickHouse has rows by window "
              + present
              + " where "
              + expected
              + " were sent");
    }
  }

  private void insert(
      Table table,
      Batch batch,
      long fence,
      Map.Entry<Integer, List<HotBlock>> window,
      String attempt) {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    StringJoiner columns = new StringJoiner(", ");
    assembler.columnNames().forEach(name -> columns.add(ClickHouseSql.identifier(name)));
    String token =
        "t"
            + batch.lane().tableId()
            + "-l"
            + batch.lane().lane()
            + "-"
            + batch.firstSequence()
            + "-"
            + batch.lastSequence()
            + "-"
            + window.getKey()
            + attempt;
    String queryId = LaneFence.queryId(batch.lane(), fence);
    Map<String, String> settings = new HashMap<>(ONE_PART);
    settings.put("insert_deduplication_token", token);
    settings.put("log_comment", queryId);
    ClickHouseStatement statement =
        new ClickHouseStatement(
            "INSERT INTO " + ColdTables.qualifiedName(table) + " (" + columns + ") FORMAT Native",
            settings,
            Map.of(),
            List.of(),
            queryId,
            null);
    clickHouse.insert(
        statement,
        out -> {
          for (HotBlock b : window.getValue()) {
            assembler.writeCompressed(out, b.block(), b.sequence(), batch.lane().lane());
          }
        });
  }

  private static String ofBatch(Batch batch) {
    return " `_seq` >= "
        + batch.firstSequence()
        + " AND `_seq` <= "
        + batch.lastSequence()
        + " AND `_lane` = "
        + batch.lane().lane();
  }

  /** How many rows of a batch ClickHouse has. */
  long count(Table table, Batch batch) {
    return countByWindow(table, batch).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Removes all rows of a batch. */
  void removeAll(Table table, Batch batch, long fence) {
    countByWindow(table, batch).keySet().forEach(window -> remove(table, batch, fence, window));
  }

  /**
   * The partitions of a batch as its rows in ClickHouse show them; the bytes are shared out by
   * rows.
   */
  List<NewPartition> partitions(Table table, Batch batch) {
    String time =
        "toUnixTimestamp64Nano(CAST(" + ColdTables.windowColumn(table) + ", 'DateTime64(9)'))";
    String sql =
        "SELECT toString(`_partition_key`), min("
            + time
            + "), max("
            + time
            + "), count() FROM "
            + ColdTables.qualifiedName(table)
            + " WHERE"
            + ofBatch(batch)
            + " GROUP BY `_partition_key`, "
            + table.window().partitionExpression(ColdTables.windowColumn(table));
    List<NewPartition> partitions = new ArrayList<>();
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          long rows = block.columns().get(3).getLong(row);
          partitions.add(
              new NewPartition(
                  block.columns().get(0).getString(row),
                  SealedBatch.instant(block.columns().get(1).getLong(row)),
                  SealedBatch.instant(block.columns().get(2).getLong(row)),
                  rows,
                  batch.bytes() * rows / batch.rows()));
        }
      }
    }
    return partitions;
  }

  private Map<Integer, Long> countByWindow(Table table, Batch batch) {
    String sql =
        "SELECT toInt64("
            + table.window().partitionExpression(ColdTables.windowColumn(table))
            + ") AS w, count() FROM "
            + ColdTables.qualifiedName(table)
            + " WHERE"
            + ofBatch(batch)
            + " GROUP BY w";
    Map<Integer, Long> counts = new HashMap<>();
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          counts.put(
              (int) block.columns().get(0).getLong(row), block.columns().get(1).getLong(row));
        }
      }
    }
    return counts;
  }

  private void remove(Table table, Batch batch, long fence, int window) {
    clickHouse.execute(
        new ClickHouseStatement(
            "ALTER TABLE "
                + ColdTables.qualifiedName(table)
                + " DELETE WHERE"
                + ofBatch(batch)
                + " AND "
                + table.window().partitionExpression(ColdTables.windowColumn(table))
                + " = "
                + window
                + " AND "
                + LaneFence.holds(table, batch.lane(), fence),
            Map.of("mutations_sync", "2"),
            Map.of(),
            List.of(),
            null,
            null));
  }
}
