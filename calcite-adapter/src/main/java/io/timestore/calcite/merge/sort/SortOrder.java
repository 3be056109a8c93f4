package io.timestore.calcite.merge.sort;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.ColumnBatch;
import io.timestore.calcite.merge.column.DoubleColumn;
import io.timestore.calcite.merge.column.NotMergeableException;
import io.timestore.calcite.merge.column.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;

/**
 * An order of rows by some columns, as ClickHouse sorts them: NaN stands where NULL does, next to
 * the numbers. Immutable.
 */
public record SortOrder(List<Key> keys) {
  public SortOrder {
    keys = List.copyOf(keys);
  }

  /** A column to sort by. */
  record Key(int column, boolean descending, boolean nullsFirst) {}

  public static SortOrder of(RelCollation collation, List<ValueType> types) {
    List<Key> keys = new ArrayList<>();
    for (RelFieldCollation field : collation.getFieldCollations()) {
      if (!types.get(field.getFieldIndex()).kind().isOrdered()) {
        throw new NotMergeableException(field);
      }
      keys.add(
          new Key(
              field.getFieldIndex(),
              field.getDirection().isDescending(),
              field.nullDirection == RelFieldCollation.NullDirection.FIRST));
    }
    return new SortOrder(keys);
  }

  int compare(ColumnBatch a, int row, ColumnBatch b, int otherRow) {
    for (Key key : keys) {
      int order = compare(key, a.column(key.column()), row, b.column(key.column()), otherRow);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Key key, Column a, int row, Column b, int otherRow) {
    int aRank = rank(a, row);
    int bRank = rank(b, otherRow);
    if (aRank != bRank) {
      return key.nullsFirst() ? Integer.compare(bRank, aRank) : Integer.compare(aRank, bRank);
    }
    if (aRank != 0) {
      return 0;
    }
    int order = a.compare(row, b, otherRow);
    return key.descending() ? -order : order;
  }

  /** 0 for a value, 1 for NaN, 2 for NULL. */
  private static int rank(Column column, int row) {
    if (column.isNull(row)) {
      return 2;
    }
    return column instanceof DoubleColumn numbers && Double.isNaN(numbers.values[row]) ? 1 : 0;
  }

  ColumnBatch sort(ColumnBatch batch) {
    if (keys.isEmpty() || batch.rows() < 2) {
      return batch;
    }
    return batch.take(RowSorter.sorted(batch, this));
  }

  /** The first rows in this order. */
  public ColumnBatch first(ColumnBatch batch, long count) {
    return keys.isEmpty() || count >= batch.rows() / 2
        ? sort(batch)
        : batch.take(RowSorter.first(batch, this, (int) count));
  }
}
