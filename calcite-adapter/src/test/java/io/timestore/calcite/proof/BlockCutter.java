package io.timestore.calcite.proof;

import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.write.ColumnBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts a table's rows into blocks at random, each of one schema version and one time window. */
final class BlockCutter {
  static final TimeWindow WINDOW = TimeWindow.YEAR;

  private static final long NANOS = 1_000_000_000L;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  private final SampleTable table;
  private final Random random;
  private final int meanRows;
  private final int oldestVersion;
  private final List<Block> blocks = new ArrayList<>();
  private @Nullable BlockBuilder builder;
  private int version;
  private int window;

  /**
   * @param oldestVersion rows that were written with an older schema version are encoded in this
   */
  BlockCutter(SampleTable table, Random random, int meanRows, int oldestVersion) {
    this.table = table;
    this.random = random;
    this.meanRows = meanRows;
    this.oldestVersion = oldestVersion;
  }

  List<Block> cut() {
    for (SampleTable.Row row : table.rows()) {
      add(row);
    }
    end();
    return blocks;
  }

  private void add(SampleTable.Row row) {
    long time = timeNanos(row);
    int rowVersion = Math.max(row.version(), oldestVersion);
    int rowWindow = WINDOW.windowOf(Math.floorDiv(time, NANOS));
    if (rowVersion != version || rowWindow != window || random.nextInt(meanRows) == 0) {
      end();
    }
    version = rowVersion;
    window = rowWindow;
    TableSchema schema = table.schemaAt(version);
    if (builder == null) {
      String key = "{\"k\":\"" + (char) ('a' + random.nextInt(3)) + "\"}";
      builder = new BlockBuilder(schema, key, window, 1_000_000L + blocks.size());
    }
    for (int i = 0; i < schema.fields().size(); i++) {
      Object value = row.values().get(i);
      if (value != null) {
        append(builder.column(i), schema.fields().get(i), value);
      }
    }
    builder.endRow(time);
  }

  private void end() {
    if (builder != null) {
      blocks.add(builder.build());
      builder = null;
    }
  }

  private long timeNanos(SampleTable.Row row) {
    String column = table.schema().timeColumn();
    return column == null
        ? 0
        : nanos((LocalDateTime) row.values().get(table.schema().indexOf(column)));
  }

  private static long nanos(@Nullable LocalDateTime time) {
    if (time == null) {
      throw new IllegalArgumentException("a row without time");
    }
    return ChronoUnit.NANOS.between(EPOCH, time);
  }

  private static void append(ColumnBuilder column, Field field, Object value) {
    switch (field.type().kind()) {
      case INTEGER -> column.appendLong((Long) value);
      case DOUBLE -> column.appendDouble((Double) value);
      case DECIMAL -> column.appendDecimal((BigDecimal) value);
      case BOOLEAN -> column.appendLong((Boolean) value ? 1 : 0);
      case STRING, KEYWORD, JSON -> column.appendString((String) value);
      case DATE -> column.appendLong(((LocalDate) value).toEpochDay());
      case UUID -> {
        UUID uuid = (UUID) value;
        column.appendUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
      }
      case TIMESTAMP -> {
        long divisor = (long) Math.pow(10, 9 - field.type().precision());
        column.appendLong(Math.floorDiv(nanos((LocalDateTime) value), divisor));
      }
    }
  }
}
