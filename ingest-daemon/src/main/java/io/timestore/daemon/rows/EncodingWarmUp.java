package io.timestore.daemon.rows;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.daemon.rows.cell.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes made-up rows for a moment and throws them away, so that the first large request finds
 * compiled code. Without it most of the CPU time of the first million rows goes into compilation.
 * Stateless.
 */
public final class EncodingWarmUp {
  private static final int ROWS = 20_000;
  private static final TableSchema MIXED =
      schema(
          "value", "double", "place", "keyword", "note", "string", "good", "boolean", "count",
          "integer");
  private static final TableSchema PLAIN =
      schema("count", "integer", "other", "integer", "place", "keyword", "target", "keyword");

  private EncodingWarmUp() {}

  private static TableSchema schema(String... namesAndTypes) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("time", FieldType.timestamp(6)));
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields.add(new Field(namesAndTypes[i], FieldType.parse(namesAndTypes[i + 1])));
    }
    return new TableSchema(1, fields, "time");
  }

  /** Encodes until the time is over or the thread is interrupted; returns how many rows it was. */
  public static long run(Duration atMost) {
    byte[] mixed = mixedRows();
    byte[] plain = plainRows();
    long deadline = System.nanoTime() + atMost.toNanos();
    long rows = 0;
    for (int round = 0;
        System.nanoTime() < deadline && !Thread.currentThread().isInterrupted();
        round++) {
      // Code is compiled for what it has seen: rows of both shapes, with and without a key's hash.
      boolean plainRound = round % 4 != 3;
      rows += encode(plainRound ? PLAIN : MIXED, plainRound ? plain : mixed, round % 2 == 0);
    }
    return rows;
  }

  private static long encode(TableSchema schema, byte[] body, boolean hashed) {
    RowEncoder encoder = new RowEncoder(schema, TimeWindow.MONTH, "{}", RowLimits.DEFAULT, 0);
    if (hashed) {
      encoder.hashInto(new ContentHash());
    }
    try {
      NdjsonRows.read(new ByteArrayInputStream(body), encoder);
      BlockAssembler assembler = new BlockAssembler(schema);
      for (Block block : encoder.finish()) {
        assembler.writeCompressed(OutputStream.nullOutputStream(), block, 1, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoder.rows();
  }

  /**
   * Rows as they come from many sources: windows, fractions, NULLs and escapes change from row to
   * row.
   */
  private static byte[] mixedRows() {
    StringBuilder text = new StringBuilder(ROWS * 130);
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "{\"time\":\"2001-0%d-%02dT%02d:%02d:%02d.%03dZ\",\"value\":%d.%d,\"place\":\"P%d\","
              .formatted(
                  1 + i % 2,
                  1 + i % 28,
                  i % 24,
                  i % 60,
                  i % 60,
                  i % 1_000,
                  i % 500,
                  i % 7,
                  i % 200));
      text.append(
          "\"note\":\"note \\\"%d\\\"\",\"good\":%b,\"count\":%s}\n"
              .formatted(i % 50, i % 3 == 0, i % 9 == 0 ? "null" : "-" + i));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Rows as one source sends them, in order of time. */
  private static byte[] plainRows() {
    StringBuilder text = new StringBuilder(ROWS * 100);
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "{\"time\":\"2001-01-%02dT%02d:%02d:%02d.000000Z\",\"count\":%d,\"other\":%d,"
              .formatted(1 + i / 1_000, i / 60 % 24, i % 60, i % 60, i % 300 - 20, i % 3_000));
      text.append("\"place\":\"P%d\",\"target\":\"T%d\"}\n".formatted(i % 229, i * 7 % 229));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
