package io.timestore.core.block.read;

import io.timestore.core.block.vector.ColumnVector;
import java.io.IOException;

/** Reads the data of columns of one type from a Native stream. */
interface ColumnReader {
  /** Reads what stands before the data of the whole column; only for a column with rows. */
  default void readPrefix(NativeInput in) throws IOException {}

  ColumnVector read(NativeInput in, String name, int rows) throws IOException;
}
