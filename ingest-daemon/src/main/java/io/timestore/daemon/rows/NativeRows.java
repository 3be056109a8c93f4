package io.timestore.daemon.rows;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.NativeReader;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows from ClickHouse's Native format: blocks of columns, each block with names and types of
 * its own. NULL is no value. One block is in memory at a time.
 */
public final class NativeRows {
  /** A block that is larger is refused, because it is read as a whole. */
  static final long MAX_BLOCK_BYTES = 64L << 20;

  private NativeRows() {}

  /**
   * Reads the body to its end.
   *
   * @throws TimestoreException a 400 that names the row
   */
  public static void read(InputStream in, RowEncoder encoder) throws IOException {
    BlockLimit limited = new BlockLimit(in);
    NativeReader reader = new NativeReader(limited);
    long rows = 0;
    NativeBlock block = next(reader);
    while (block != null) {
      feed(block, encoder, rows);
      rows += block.rows();
      limited.read = 0;
      block = next(reader);
    }
  }

  private static @Nullable NativeBlock next(NativeReader reader) throws IOException {
    try {
      return reader.next();
    } catch (TimestoreException e) {
      throw e.code() == ErrorCode.UNSUPPORTED ? unreadable(String.valueOf(e.getMessage()), e) : e;
    } catch (IOException e) {
      if (e.getClass() == EOFException.class || e.getClass() == IOException.class) {
        throw unreadable(String.valueOf(e.getMessage()), e);
      }
      throw e; // Jetty's own, for a client that went away
    } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw unreadable(e.toString(), e);
    }
  }

  private static TimestoreException unreadable(String why, Exception e) {
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST, "the body is not ClickHouse's Native format: " + why, e);
  }

  private static void feed(NativeBlock block, RowEncoder encoder, long before) {
    List<ColumnVector> vectors = block.columns();
    Cell[] cells = new Cell[vectors.size()];
    List<NativeFeeder> feeders = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = encoder.cell(encoder.indexOf(vectors.get(i).name()));
      feeders.add(NativeFeeder.of(vectors.get(i)));
    }
    if (cells.length == 0 && block.rows() > 0) {
      throw encoder.refusedRow("a block of rows has no columns; accepted is at least one");
    }
    for (int row = 0; row < block.rows(); row++) {
      encoder.begin("row", before + row + 1);
      for (int i = 0; i < cells.length; i++) {
        cells[i].begin();
        ColumnVector vector = vectors.get(i);
        if (!vector.isNull(row)) {
          feeders.get(i).feed(vector, row, cells[i]);
        }
      }
      encoder.end();
    }
  }

  /** Refuses blocks that are too large. */
  private static final class BlockLimit extends FilterInputStream {
    private long read;

    BlockLimit(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      read += Math.max(0, n);
      if (read > MAX_BLOCK_BYTES) {
        throw new TimestoreException(
            ErrorCode.TOO_LARGE,
            "a Native block takes more than "
                + MAX_BLOCK_BYTES
                + " bytes; send more and smaller blocks");
      }
      return n;
    }
  }
}
