package io.timestore.daemon.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.Block;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.ContentHash;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rows are cut into blocks, restricted and hashed. */
class RowEncoderTest {
  private static final TableSchema SCHEMA = Encoded.schema("time:timestamp", "s:string");

  @Test
  void oneBlockPerWindow() throws IOException {
    RowEncoder encoder = Encoded.encoder(SCHEMA);
    NdjsonRows.read(
        Encoded.stream(
            """
            {"time":"2001-02-01T00:00:00Z"}
            {"time":"2001-01-31T23:59:59.999999Z"}
            {"time":"2001-02-28T00:00:00Z"}
            {"time":"1969-12-31T23:59:59Z"}"""),
        encoder);
    assertThat(encoder.finish())
        .extracting(b -> b.header().window() + ":" + b.header().rows())
        .containsExactly("196912:1", "200101:1", "200102:2");
    assertThat(encoder.rows()).isEqualTo(4);
  }

  @Test
  void blocksAreCutByRowsAndBytes() throws IOException {
    assertThat(blocks(new RowLimits(100, 1 << 20, 1 << 20, 1 << 20), 250))
        .extracting(b -> b.header().rows())
        .containsExactly(100, 100, 50);
    assertThat(blocks(new RowLimits(100_000, 1 << 12, 1 << 20, 1 << 20), 1000))
        .hasSizeGreaterThan(3)
        .allSatisfy(b -> assertThat(b.header().rows()).isLessThan(1000));
  }

  @Test
  void manyWindowsDoNotStayOpen() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int round = 0; round < 3; round++) {
      for (int year = 1900; year < 2250; year++) {
        text.append("{\"time\":\"").append(year).append("-06-01T00:00:00Z\",\"s\":\"x\"}\n");
      }
    }
    RowEncoder encoder = Encoded.encoder(SCHEMA);
    NdjsonRows.read(Encoded.stream(text.toString()), encoder);
    List<Block> blocks = encoder.finish();
    assertThat(blocks.stream().mapToInt(b -> b.header().rows()).sum()).isEqualTo(1050);
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(350);
  }

  @Test
  void tooManyEncodedBytesAreRefused() {
    assertThatThrownBy(() -> blocks(new RowLimits(100, 1 << 20, 1 << 20, 2000), 1000))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE))
        .hasMessageContaining("2000 bytes");
  }

  @Test
  void timeRangeIncludesBothEnds() throws IOException {
    String start = "2001-01-01T00:00:00Z";
    String end = "2001-01-01T00:00:01Z";
    for (String inside : List.of(start, end, "2001-01-01T00:00:00.999999Z")) {
      assertThat(restricted(start, end, inside)).isEqualTo(1);
    }
    for (String outside : List.of("2000-12-31T23:59:59.999999Z", "2001-01-01T00:00:01.000001Z")) {
      assertThatThrownBy(() -> restricted(start, end, outside))
          .isInstanceOf(TimestoreException.class)
          .hasMessageContaining("line 1: column 'time' has the time")
          .hasMessageContaining("outside of partition.timeRange");
    }
    assertThat(restricted("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", start)).isEqualTo(1);
  }

  @Test
  void hashTellsContentNotForm() throws IOException {
    String base = hash("{\"time\":\"2001-01-01T00:00:00Z\",\"s\":\"a\"}");
    assertThat(hash("{ \"s\" : \"a\", \"time\":978307200000 }")).isEqualTo(base);
    assertThat(hash("{\"time\":\"2001-01-01T00:00:00Z\",\"s\":\"b\"}")).isNotEqualTo(base);
    assertThat(hash("{\"time\":\"2001-01-01T00:00:00Z\"}")).isNotEqualTo(base);
    assertThat(
            hash(
                "{\"time\":\"2001-01-01T00:00:00Z\",\"s\":\"a\"}\n"
                    + "{\"time\":\"2001-01-01T00:00:00Z\",\"s\":\"a\"}"))
        .isNotEqualTo(base);
    assertThat(base).matches("[0-9a-f]{64}");
  }

  private static String hash(String text) throws IOException {
    RowEncoder encoder = Encoded.encoder(SCHEMA);
    ContentHash hash = new ContentHash();
    encoder.hashInto(hash);
    NdjsonRows.read(Encoded.stream(text), encoder);
    return hash.hex();
  }

  private static long restricted(String start, String end, String time) throws IOException {
    RowEncoder encoder = Encoded.encoder(SCHEMA);
    encoder.restrictTo(Instant.parse(start), Instant.parse(end));
    NdjsonRows.read(Encoded.stream("{\"time\":\"" + time + "\"}"), encoder);
    return encoder.rows();
  }

  private static List<Block> blocks(RowLimits limits, int rows) throws IOException {
    RowEncoder encoder = new RowEncoder(SCHEMA, TimeWindow.MONTH, "{}", limits, Encoded.NOW_MILLIS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append("{\"time\":").append(978_307_200_000L + i).append(",\"s\":\"row ").append(i);
      text.append("\"}\n");
    }
    NdjsonRows.read(Encoded.stream(text.toString()), encoder);
    return encoder.finish();
  }
}
