package io.timestore.core.block.read;

import io.timestore.core.block.vector.ColumnVector;
import java.util.List;

/** A decoded Native block: columns of equal length. */
public record NativeBlock(int rows, List<ColumnVector> columns) {
  public NativeBlock {
    columns = List.copyOf(columns);
  }
}
