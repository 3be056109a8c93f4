package io.timestore.daemon.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.write.NativeBlockBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows in ClickHouse's Native format. */
class NativeRowsTest {
  private static final TableSchema SCHEMA =
      Encoded.schema(
          "time:timestamp(9)",
          "n:integer",
          "x:double",
          "price:decimal(20,2)",
          "ok:boolean",
          "id:uuid",
          "day:date",
          "s:string",
          "k:keyword",
          "j:json");

  private static NativeBlockBuilder builder() {
    return new NativeBlockBuilder(SCHEMA.fields());
  }

  private static void addRow(NativeBlockBuilder block, int i) {
    block.column(0).appendLong(1_000_000_000L * i + 1);
    block.column(1).appendLong(i);
    block.column(2).appendDouble(i == 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
    block.column(3).appendDecimal(BigDecimal.valueOf(i, 2));
    block.column(4).appendLong(i % 2);
    block.column(5).appendUuid(i, -i);
    block.column(6).appendLong(-i);
    block.column(7).appendString("näme " + i);
    block.column(8).appendString("key " + i % 3);
    if (i % 2 == 0) {
      block.column(9).appendNull();
    } else {
      block.column(9).appendString("{\"i\": " + i + "}");
    }
    block.endRow();
  }

  private static byte[] body(int blocks, int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NativeBlockBuilder block = builder();
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < rows; i++) {
        addRow(block, b * rows + i);
      }
      block.finishTo(out);
    }
    return out.toByteArray();
  }

  private static List<List<Object>> read(byte[] body) throws IOException {
    RowEncoder encoder = Encoded.encoder(SCHEMA);
    NativeRows.read(new ByteArrayInputStream(body), encoder);
    return Encoded.rows(SCHEMA, encoder.finish());
  }

  @Test
  void readsAllTypes() throws IOException {
    List<List<Object>> rows = read(body(3, 100));
    assertThat(rows).hasSize(300);
    assertThat(rows.get(201))
        .extracting(String::valueOf)
        .containsExactly(
            "1970-01-01T00:03:21.000000001",
            "201",
            "-Infinity",
            "2.01",
            "true",
            "00000000-0000-00c9-ffff-ffffffffff37",
            "1969-06-14",
            "näme 201",
            "key 0",
            "{\"i\":201}");
    assertThat(rows.get(0).get(2)).isEqualTo(Double.NaN);
    assertThat(rows.get(0).get(9)).isEqualTo("NULL");
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void refusesWithRowAndColumn() throws IOException {
    NativeBlockBuilder block = new NativeBlockBuilder(SCHEMA.fields().subList(0, 2));
    block.column(0).appendLong(5);
    block.column(1).appendNull();
    block.endRow();
    block.column(0).appendNull();
    block.column(1).appendLong(1);
    block.endRow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.finishTo(out);
    assertThatThrownBy(() -> read(out.toByteArray()))
        .hasMessageContaining("row 2")
        .hasMessageContaining("'time'");
    assertThatThrownBy(() -> read(column("n", "Bool", new byte[] {1})))
        .hasMessageContaining("row 1: column 'n'")
        .hasMessageContaining("a boolean");
  }

  @Test
  void refusesOtherColumnsAndTypes() {
    assertThatThrownBy(() -> read(column("other", "Int64", new byte[8])))
        .hasMessageContaining("no column 'other'");
    assertThatThrownBy(() -> read(column("n", "Array(Int64)", new byte[8])))
        .hasMessageContaining("Array(Int64)")
        .hasMessageContaining("accepted are");
    assertThatThrownBy(() -> read(column("n", "Nonsense(", new byte[8])))
        .hasMessageContaining("not ClickHouse's Native format");
    assertThatThrownBy(() -> read(column("n", "DateTime64(4000000000)", new byte[8])))
        .isInstanceOf(TimestoreException.class);
    assertThatThrownBy(() -> read(new byte[] {0, 5})).hasMessageContaining("no columns");
  }

  private static byte[] column(String name, String type, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1);
    out.write(1);
    for (String text : List.of(name, type)) {
      out.write(text.length());
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(data);
    return out.toByteArray();
  }

  @Test
  void aBlockIsBounded() throws IOException {
    NativeBlockBuilder block = new NativeBlockBuilder(List.of(textField()));
    byte[] large = new byte[(int) NativeRows.MAX_BLOCK_BYTES + 70_000];
    Arrays.fill(large, (byte) 'x');
    block.column(0).appendUtf8(large, 0, large.length);
    block.endRow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.finishTo(out);
    assertThatThrownBy(() -> read(out.toByteArray()))
        .extracting(e -> ((TimestoreException) e).code())
        .isEqualTo(ErrorCode.TOO_LARGE);
  }

  private static Field textField() {
    return SCHEMA.fields().get(SCHEMA.indexOf("s"));
  }

  /** Whatever comes, it is refused as bad input or read; it is never an error of the daemon's. */
  @Test
  void damagedBodiesAreRefused() throws IOException {
    byte[] good = body(1, 20);
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      byte[] bad =
          random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bad);
      } catch (TimestoreException e) {
        assertThat(e.code().httpStatus()).as("%d: %s", i, e).isBetween(400, 413);
      }
    }
  }
}
