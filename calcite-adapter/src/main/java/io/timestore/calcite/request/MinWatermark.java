package io.timestore.calcite.request;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes that an answer must have: the {@code sequence} that an ingest answered, or a watermark
 * vector. Immutable.
 */
public final class MinWatermark {
  private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");

  private final String text;
  private final long sequence;
  private final @Nullable WatermarkVector vector;

  private MinWatermark(String text, long sequence, @Nullable WatermarkVector vector) {
    this.text = text;
    this.sequence = sequence;
    this.vector = vector;
  }

  /** Reads the text. Throws INVALID_REQUEST that says what is accepted. */
  public static MinWatermark parse(String text) {
    String plain = text.strip();
    return SEQUENCE.matcher(plain).matches()
        ? new MinWatermark(plain, Long.parseLong(plain), null)
        : new MinWatermark(plain, 0, WatermarkVector.parse(plain));
  }

  /**
   * What is asked of a table, by lane; empty for nothing.
   *
   * @param tables how many tables the statement reads: a sequence without a name speaks of one
   */
  public Map<Integer, Long> of(Table table, int tables) {
    if (vector != null) {
      Map<Integer, Long> lanes = vector.lanes(table.name());
      return lanes == null ? Map.of() : lanes;
    }
    if (tables > 1) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "min_watermark is "
              + text
              + ", which names no table, and the statement reads "
              + tables
              + " tables; write "
              + table.name().dataset()
              + "."
              + table.name().table()
              + "="
              + text);
    }
    return Map.of(LaneId.laneOf(sequence), sequence);
  }

  @Override
  public String toString() {
    return text;
  }
}
