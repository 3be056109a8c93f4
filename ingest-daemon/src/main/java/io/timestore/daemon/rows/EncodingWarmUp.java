package io.timestore.daemon.rows;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Encodes made-up rows for a moment and throws them away, so that the first large request finds
 * compiled code. Without it most of the CPU time of the first million rows goes into compilation.
 * Stateless.
 */
public final class EncodingWarmUp {
  private static final int ROWS = 20_000;
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("time", FieldType.timestamp(6)),
              new Field("count", FieldType.parse("integer")),
              new Field("value", FieldType.parse("double")),
              new Field("place", FieldType.parse("keyword")),
              new Field("note", FieldType.parse("string")),
              new Field("good", FieldType.parse("boolean"))),
          "time");

  private EncodingWarmUp() {}

  /** Encodes until the time is over or the thread is interrupted; returns how many rows it was. */
  public static long run(Duration atMost) {
    byte[] body = body();
    long deadline = System.nanoTime() + atMost.toNanos();
    long rows = 0;
    while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
      RowEncoder encoder = new RowEncoder(SCHEMA, TimeWindow.MONTH, "{}", RowLimits.DEFAULT, 0);
      if (rows / ROWS % 2 == 0) {
        encoder.hashInto(new ContentHash());
      }
      try {
        NdjsonRows.read(new ByteArrayInputStream(body), encoder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (encoder.finish().isEmpty()) {
        throw new IllegalStateException("no blocks of " + ROWS + " rows");
      }
      rows += encoder.rows();
    }
    return rows;
  }

  private static byte[] body() {
    StringBuilder text = new StringBuilder(ROWS * 130);
    for (int i = 0; i < ROWS; i++) {
      text.append(
          "{\"time\":\"2001-0%d-%02dT%02d:%02d:%02d.%06dZ\",\"count\":%d,\"value\":%d.%d,"
              .formatted(
                  1 + i % 2,
                  1 + i % 28,
                  i % 24,
                  i % 60,
                  i % 60,
                  i,
                  i % 3_000 - 100,
                  i % 500,
                  i % 7));
      text.append(
          "\"place\":\"P%d\",\"note\":\"note %d\",\"good\":%b}%n"
              .formatted(i % 200, i % 50, i % 3 == 0));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
