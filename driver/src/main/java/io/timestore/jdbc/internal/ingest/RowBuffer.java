package io.timestore.jdbc.internal.ingest;

import io.timestore.core.block.write.NativeBlockBuilder;
import io.timestore.core.model.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the form in which they are sent: blocks of ClickHouse's Native format, the last one still
 * open. For one thread.
 */
final class RowBuffer {
  private static final int MAX_BLOCK_ROWS = 8_192;
  private static final long MAX_BLOCK_BYTES = 1 << 20;

  private final Closed closed = new Closed();
  private @Nullable NativeBlockBuilder open;
  private long rows;

  /** Blocks that are written. */
  private static final class Closed extends ByteArrayOutputStream {
    byte[] array() {
      return buf;
    }

    void cutTo(int length) {
      count = Math.min(count, length);
    }
  }

  /** The open block for rows of some columns. */
  NativeBlockBuilder open(List<Field> fields) {
    NativeBlockBuilder block = open;
    if (block == null || !block.fields().equals(fields)) {
      close();
      block = new NativeBlockBuilder(fields);
      open = block;
    }
    return block;
  }

  /** Counts a row that the open block was given. */
  void added(NativeBlockBuilder block) {
    rows++;
    if (block.rows() >= MAX_BLOCK_ROWS || block.rawBytes() >= MAX_BLOCK_BYTES) {
      close();
    }
  }

  private void close() {
    NativeBlockBuilder block = open;
    if (block != null && block.rows() > 0) {
      try {
        block.finishTo(closed);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory does not fail
      }
    }
  }

  void addAll(RowBuffer other) {
    close();
    other.close();
    closed.write(other.closed.array(), 0, other.closed.size());
    rows += other.rows;
  }

  /** All rows; only the first {@link #length} bytes count. */
  byte[] bytes() {
    close();
    return closed.array();
  }

  /** Bytes of all rows, each in a block that is closed. */
  int length() {
    close();
    return closed.size();
  }

  /** About as many bytes as the rows take; closes no block. */
  long size() {
    return closed.size() + (open == null ? 0 : open.rawBytes());
  }

  long rows() {
    return rows;
  }

  /** Forgets what was added after a moment at which the blocks were closed. */
  void cutTo(int earlierLength, long earlierRows) {
    if (open != null) {
      open.clear();
    }
    closed.cutTo(earlierLength);
    rows = Math.min(rows, earlierRows);
  }
}
