package io.timestore.embedded.chdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The project's own ClickHouse client works against the bridge. */
@Timeout(60)
class OwnClientTest {
  private static HttpClickHouse client;

  @BeforeAll
  static void connect() {
    client = new HttpClickHouse(new ClickHouseEndpoint(URI.create(SharedEngine.url()), "", ""));
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void externalBlocksJoinWithStoredRows() {
    client.execute(
        ClickHouseStatement.of("CREATE TABLE own (n UInt8) ENGINE = MergeTree ORDER BY n"));
    client.insert(
        ClickHouseStatement.of("INSERT INTO own FORMAT Native"),
        out -> {
          OutputStream frames = CompressedFrames.output(out);
          frames.write(bytes(1, 2, 3));
          frames.flush();
        });
    ExternalTable tail = new ExternalTable("tail", "`n` UInt8", out -> out.write(bytes(4, 5)));
    ClickHouseStatement statement =
        new ClickHouseStatement(
            "SELECT n FROM (SELECT n FROM own UNION ALL SELECT n FROM tail) WHERE n > {least:UInt8}"
                + " ORDER BY n",
            Map.of("max_threads", "1"),
            Map.of("least", "1"),
            List.of(tail),
            "own-1",
            Duration.ofSeconds(20));
    assertThat(longs(client, statement)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void answersAreTheSameInCompressedFrames() {
    ClickHouseStatement statement =
        ClickHouseStatement.of("SELECT number FROM numbers(200000) WHERE number % 20000 = 7");
    List<Long> plain = longs(client, statement);
    assertThat(plain).contains(7L, 180_007L);
    URI url = URI.create(SharedEngine.url() + "?compress=1");
    try (HttpClickHouse compressing = new HttpClickHouse(new ClickHouseEndpoint(url, "", ""))) {
      assertThat(longs(compressing, statement)).isEqualTo(plain);
    }
  }

  @Test
  void errorsKeepTheirMeaning() {
    assertThatThrownBy(() -> longs(client, ClickHouseStatement.of("SELECT * FROM nowhere_at_all")))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.getMessage()).contains("nowhere_at_all"));
    ClickHouseStatement endless =
        new ClickHouseStatement(
            "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(cityHash64(number))",
            Map.of(),
            Map.of(),
            List.of(),
            null,
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> longs(client, endless))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    ClickHouseStatement breaks =
        ClickHouseStatement.of("SELECT number, throwIf(number = 20000000) FROM numbers(100000000)");
    assertThatThrownBy(() -> longs(client, breaks)).isInstanceOf(TimestoreException.class);
  }

  private static List<Long> longs(HttpClickHouse asked, ClickHouseStatement statement) {
    List<Long> values = new ArrayList<>();
    try (ClickHouseResult result = asked.query(statement)) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < Math.min(block.rows(), 10); row++) {
          values.add(block.columns().get(0).getLong(row));
        }
      }
    }
    return values;
  }

  /** A Native block of one column {@code n UInt8}. */
  private static byte[] bytes(int... values) {
    byte[] head = "\1\0\1n\5UInt8".getBytes(StandardCharsets.ISO_8859_1);
    byte[] block = new byte[head.length + values.length];
    System.arraycopy(head, 0, block, 0, head.length);
    block[1] = (byte) values.length;
    for (int i = 0; i < values.length; i++) {
      block[head.length + i] = (byte) values[i];
    }
    return block;
  }
}
