package io.timestore.calcite.merge.column;

import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.block.vector.PickedVector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that are only passed on, and decimals: rows of decoded columns, wherever they lie. */
public final class OpaqueColumn extends Column {
  private final ColumnVector[] sources;
  private final int[] source;
  private final int[] row;

  private OpaqueColumn(
      ColumnVector[] sources, int[] source, int[] row, boolean @Nullable [] nulls) {
    super(row.length, nulls);
    this.sources = sources;
    this.source = source;
    this.row = row;
  }

  /** All rows of some columns, one after another; at least one column. */
  public static OpaqueColumn of(ColumnVector[] sources, int rows) {
    int[] source = new int[rows];
    int[] row = new int[rows];
    boolean[] nulls = new boolean[rows];
    boolean any = false;
    int at = 0;
    for (int s = 0; s < sources.length; s++) {
      for (int r = 0; r < sources[s].rows(); r++, at++) {
        source[at] = s;
        row[at] = r;
        nulls[at] = sources[s].isNull(r);
        any |= nulls[at];
      }
    }
    return new OpaqueColumn(sources, source, row, any ? nulls : null);
  }

  public static OpaqueColumn concat(Column[] parts, int rows, boolean @Nullable [] nulls) {
    List<ColumnVector> sources = new ArrayList<>();
    int[] source = new int[rows];
    int[] row = new int[rows];
    int at = 0;
    for (Column part : parts) {
      OpaqueColumn own = (OpaqueColumn) part;
      System.arraycopy(own.row, 0, row, at, own.rows());
      for (int i = 0; i < own.rows(); i++) {
        source[at + i] = sources.size() + own.source[i];
      }
      sources.addAll(List.of(own.sources));
      at += own.rows();
    }
    return new OpaqueColumn(sources.toArray(new ColumnVector[0]), source, row, nulls);
  }

  public BigDecimal decimal(int index) {
    return sources[source[index]].getDecimal(row[index]);
  }

  @Override
  OpaqueColumn take(int[] picked) {
    int[] takenSource = new int[picked.length];
    int[] takenRow = new int[picked.length];
    for (int i = 0; i < picked.length; i++) {
      takenSource[i] = source[picked[i]];
      takenRow[i] = row[picked[i]];
    }
    return new OpaqueColumn(sources, takenSource, takenRow, takeNulls(picked));
  }

  /** Compares decimals; other values have no order here. */
  @Override
  public int compare(int index, Column other, int otherIndex) {
    return decimal(index).compareTo(((OpaqueColumn) other).decimal(otherIndex));
  }

  @Override
  ColumnVector vector(String name, ValueType type) {
    return new PickedVector(name, sources, source, row);
  }
}
