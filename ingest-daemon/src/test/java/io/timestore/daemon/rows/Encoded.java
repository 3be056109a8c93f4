package io.timestore.daemon.rows;

import io.timestore.core.block.Block;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Encodes rows for a test and reads them back from the blocks. */
public final class Encoded {
  static final long NOW_MILLIS = 1_000_000_000_000L;

  private Encoded() {}

  /** A schema of {@code name:type} words; the time column is the one named {@code time}. */
  public static TableSchema schema(String... fields) {
    List<Field> list = new ArrayList<>();
    boolean timed = false;
    for (String field : fields) {
      String[] parts = field.split(":", 2);
      list.add(new Field(parts[0], FieldType.parse(parts[1])));
      timed |= parts[0].equals("time");
    }
    return new TableSchema(1, list, timed ? "time" : null);
  }

  public static RowEncoder encoder(TableSchema schema) {
    return new RowEncoder(schema, TimeWindow.MONTH, "{}", RowLimits.DEFAULT, NOW_MILLIS);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The rows of an NDJSON body as they come back from the blocks. */
  public static List<List<Object>> ndjson(TableSchema schema, String text) throws IOException {
    RowEncoder encoder = encoder(schema);
    NdjsonRows.read(stream(text), encoder);
    return rows(schema, encoder.finish());
  }

  static List<List<Object>> csv(TableSchema schema, String text) throws IOException {
    RowEncoder encoder = encoder(schema);
    CsvRows.read(stream(text), encoder);
    return rows(schema, encoder.finish());
  }

  public static List<List<Object>> rows(TableSchema schema, List<Block> blocks) {
    List<String> names = schema.fields().stream().map(Field::name).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Block block : blocks) {
      NativeBlock decoded = block.decode(names);
      for (int row = 0; row < decoded.rows(); row++) {
        List<Object> values = new ArrayList<>();
        for (ColumnVector column : decoded.columns()) {
          Object value = column.getObject(row);
          values.add(value == null ? "NULL" : value);
        }
        rows.add(Collections.unmodifiableList(values));
      }
    }
    return rows;
  }
}
