package io.timestore.calcite.merge;

import io.timestore.calcite.merge.column.Bindings;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.group.AggregateMerger;
import io.timestore.calcite.merge.tail.DecodedBlocks;
import io.timestore.calcite.merge.tail.Merger;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.hot.LaneTail;
import io.timestore.core.model.Table;
import java.util.List;

/**
 * A statement over one table in two parts: what ClickHouse computes of the cold rows, and what is
 * computed of the tail here. Immutable; safe for use by many threads.
 */
public final class MergePlan {
  private final GeneratedSql cold;
  private final HotPart hot;
  private final Merger merger;

  MergePlan(GeneratedSql cold, HotPart hot, Merger merger) {
    this.cold = cold;
    this.hot = hot;
    this.merger = merger;
  }

  /** The cold part; its only scan reads the cold side. */
  public GeneratedSql cold() {
    return cold;
  }

  public Table table() {
    return cold.scans().get(0).table();
  }

  /** Whether the answer needs all of the cold part before its first row. */
  public boolean isAggregate() {
    return merger instanceof AggregateMerger;
  }

  /**
   * The hot part of an answer.
   *
   * @param decoded where decoded blocks are kept
   * @throws NotMergeableException if a value does not fit its type; ClickHouse then decides
   */
  public HotRows hotRows(List<LaneTail> lanes, DecodedBlocks decoded, Bindings bindings) {
    try {
      return new HotRows(hot.run(lanes, decoded, bindings));
    } catch (ArithmeticException e) {
      throw new NotMergeableException(e);
    }
  }

  /**
   * The merged answer; closes the cold part with it.
   *
   * @throws NotMergeableException if a value does not fit its type, or there are too many groups
   */
  public ClickHouseResult merge(ClickHouseResult coldRows, HotRows hotRows, Bindings bindings) {
    try {
      return merger.merge(coldRows, hotRows.batch, bindings);
    } catch (ArithmeticException e) {
      throw new NotMergeableException(e);
    }
  }

  /** What was computed of a tail. */
  public static final class HotRows {
    private final ColumnBatch batch;

    private HotRows(ColumnBatch batch) {
      this.batch = batch;
    }

    public int rows() {
      return batch.rows();
    }
  }
}
