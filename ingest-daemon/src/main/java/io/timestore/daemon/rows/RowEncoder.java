package io.timestore.daemon.rows;

import io.timestore.core.block.Block;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import io.timestore.daemon.rows.cell.CellFactory;
import io.timestore.daemon.rows.cell.ContentHash;
import io.timestore.daemon.rows.cell.RowPosition;
import io.timestore.daemon.rows.cell.TimestampCell;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one request into blocks. A reader of a format begins a row, gives its cells
 * their values and ends it; a row that is refused ends the request. For one thread.
 */
public final class RowEncoder {
  private final RowPosition position = new RowPosition();
  private final Cell[] cells;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final @Nullable TimestampCell time;
  private final long ingestedAtNanos;
  private final WindowedBlocks blocks;
  private long leastNanos = Long.MIN_VALUE;
  private long greatestNanos = Long.MAX_VALUE;
  private @Nullable RowHash hash;
  private String rangeText = "";
  private long rows;

  /**
   * Starts a request.
   *
   * @param partitionKey canonical JSON text
   * @param ingestedAtMillis now; the rows' time if the table has no time column
   */
  public RowEncoder(
      TableSchema schema,
      TimeWindow window,
      String partitionKey,
      RowLimits limits,
      long ingestedAtMillis) {
    cells = new Cell[schema.fields().size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = CellFactory.of(position, schema.fields().get(i));
      indexes.put(schema.fields().get(i).name(), i);
    }
    String timeColumn = schema.timeColumn();
    time =
        timeColumn != null && cells[schema.indexOf(timeColumn)] instanceof TimestampCell cell
            ? cell
            : null;
    ingestedAtNanos = ingestedAtMillis * 1_000_000L;
    blocks = new WindowedBlocks(schema, window, partitionKey, limits, ingestedAtMillis);
  }

  /** From now on a row whose time column is outside of the range, ends included, is refused. */
  public void restrictTo(Instant start, Instant end) {
    leastNanos = nanos(start);
    greatestNanos = nanos(end);
    rangeText = start + " to " + end;
  }

  /** From now on the bytes that finished blocks take are told, and may be refused. */
  public void account(LongConsumer memory) {
    blocks.account(memory);
  }

  /** From now on every row goes into the hash. */
  public void hashInto(ContentHash target) {
    hash = new RowHash(cells, target);
  }

  /** Saturated, so that a range may be wider than any timestamp. */
  private static long nanos(Instant instant) {
    long second = instant.getEpochSecond();
    if (second >= Long.MAX_VALUE / 1_000_000_000L) {
      return Long.MAX_VALUE;
    }
    if (second <= Long.MIN_VALUE / 1_000_000_000L) {
      return Long.MIN_VALUE;
    }
    return second * 1_000_000_000L + instant.getNano();
  }

  /** Starts a row. Word and number name it in messages. */
  public void begin(String word, long number) {
    position.set(word, number);
    for (Cell cell : cells) {
      cell.clear();
    }
  }

  int columns() {
    return cells.length;
  }

  public Cell cell(int index) {
    return cells[index];
  }

  /**
   * Position of a column.
   *
   * @throws TimestoreException UNKNOWN_COLUMN, naming the row
   */
  public int indexOf(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new TimestoreException(
          ErrorCode.UNKNOWN_COLUMN,
          position + "the table has no column '" + name + "'; it has " + columnNames());
    }
    return index;
  }

  private String columnNames() {
    return String.join(", ", Arrays.stream(cells).map(c -> c.field().name()).toList());
  }

  TimestoreException refusedRow(String what) {
    return new TimestoreException(ErrorCode.INVALID_VALUE, position + what);
  }

  /** Ends the row. */
  public void end() {
    long timeNanos = ingestedAtNanos;
    if (time != null) {
      if (!time.present()) {
        throw refusedRow(
            "column '" + time.field().name() + "' carries the row's time and needs a value");
      }
      timeNanos = time.nanos();
      if (timeNanos < leastNanos || timeNanos > greatestNanos) {
        throw refusedRow(
            "column '"
                + time.field().name()
                + "' has the time "
                + Instant.ofEpochSecond(0, timeNanos)
                + ", outside of partition.timeRange; accepted is "
                + rangeText);
      }
    }
    blocks.append(timeNanos, cells);
    if (hash != null) {
      hash.row();
    }
    rows++;
  }

  public long rows() {
    return rows;
  }

  /** Ends the request and gives its blocks. */
  public List<Block> finish() {
    return blocks.finish();
  }

  /**
   * Hashes rows so that the hash depends on names and values only, not on the order of the columns
   * or on columns without a value.
   */
  private static final class RowHash {
    private static final long END_OF_ROW = 0;

    private final ContentHash target;
    private final Cell[] byName;
    private final long[] ids;

    RowHash(Cell[] cells, ContentHash target) {
      this.target = target;
      int[] order =
          IntStream.range(0, cells.length)
              .boxed()
              .sorted(Comparator.comparing(i -> cells[i].field().name()))
              .mapToInt(i -> i)
              .toArray();
      byName = new Cell[order.length];
      ids = new long[order.length];
      for (int i = 0; i < order.length; i++) {
        byName[i] = cells[order[i]];
        ids[i] = idOf(byName[i].field().name());
      }
    }

    private static long idOf(String name) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    void row() {
      for (int i = 0; i < byName.length; i++) {
        if (byName[i].present()) {
          target.putLong(ids[i]);
          byName[i].hashInto(target);
        }
      }
      target.putLong(END_OF_ROW);
    }
  }
}
