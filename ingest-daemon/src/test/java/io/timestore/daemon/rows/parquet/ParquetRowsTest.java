package io.timestore.daemon.rows.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.Encoded;
import io.timestore.daemon.rows.RowEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files: the real flights, and files that are none. */
class ParquetRowsTest {
  private static final Path FLIGHTS =
      Path.of(
          System.getProperty("timestore.root"),
          "embedded/engine/node_modules/vega-datasets/data/flights-3m.parquet");

  @Test
  void readsTheFlights() throws IOException {
    ParquetTable table = ParquetTable.open(FLIGHTS);
    assertThat(table.fields())
        .extracting(Field::toString)
        .hasSize(5)
        .first()
        .asString()
        .contains("name=date")
        .contains("timestamp");
    assertThat(table.rows()).isEqualTo(3_000_000);
    TableSchema schema = new TableSchema(1, table.fields(), "date");
    RowEncoder encoder = Encoded.encoder(schema);
    ParquetRows.read(table, encoder);
    List<Block> blocks = encoder.finish();
    assertThat(encoder.rows()).isEqualTo(3_000_000);
    assertThat(blocks).extracting(b -> b.header().window()).contains(200101, 200106);
    long[] expected = sums(table);
    long delay = 0;
    long distance = 0;
    for (Block block : blocks) {
      NativeBlock decoded = block.decode(List.of("delay", "distance"));
      delay += sum(decoded.columns().get(0));
      distance += sum(decoded.columns().get(1));
    }
    assertThat(List.of(delay, distance)).containsExactly(expected[0], expected[1]);
  }

  /** Sums of delay and distance, straight from the file. */
  private static long[] sums(ParquetTable table) throws IOException {
    long[] sums = new long[2];
    try (ParquetCursor cursor = table.cursor()) {
      while (cursor.next()) {
        sums[0] += cursor.isNull(1) ? 0 : cursor.longValue(1);
        sums[1] += cursor.isNull(2) ? 0 : cursor.longValue(2);
      }
    }
    assertThat(sums[1]).isPositive();
    return sums;
  }

  private static long sum(ColumnVector column) {
    long sum = 0;
    for (int i = 0; i < column.rows(); i++) {
      sum += column.getLong(i);
    }
    return sum;
  }

  @Test
  void refusesWhatIsNotParquet(@TempDir Path directory) throws IOException {
    byte[] whole;
    try (var in = Files.newInputStream(FLIGHTS)) {
      whole = in.readNBytes(100_000);
    }
    Path file = directory.resolve("x.parquet");
    for (byte[] bad : List.of(new byte[0], "PAR1".getBytes(StandardCharsets.US_ASCII), whole)) {
      Files.write(file, bad);
      assertThatThrownBy(() -> ParquetTable.open(file))
          .isInstanceOf(TimestoreException.class)
          .hasMessageContaining("not a readable Parquet file");
    }
  }
}
