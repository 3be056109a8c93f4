package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.timestore.core.model.Field;
import io.timestore.daemon.http.HttpFixture.Answer;
import io.timestore.daemon.rows.parquet.ParquetFixture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /datasets/{slug}/tables/{table}/rows}. */
class BulkHttpTest {
  private static final String PATH = "/datasets/flights/tables/records/rows";
  private static final String SCHEMA = "?schema=time:timestamp,price:decimal(10,2),s:string";
  private static final String NDJSON = "application/x-ndjson";
  private static final String ROW =
      "{\"time\":\"2001-01-01T00:00:00Z\",\"price\":1.5,\"s\":\"a\"}\n";

  @TempDir private Path spool;
  private HttpFixture http;

  @BeforeEach
  void start() {
    http = new HttpFixture(spool);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void ndjsonThenCsvIntoTheSameTable() throws Exception {
    Answer first =
        http.postBulk(
            PATH + SCHEMA + "&timeColumn=time&partitionKey=b:2&partitionKey=a:x:y", NDJSON, ROW);
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.json().path("rows").asInt()).isEqualTo(1);
    assertThat(http.service.lastCommit().plan().target().partitionKey())
        .isEqualTo("{\"a\":\"x:y\",\"b\":\"2\"}");
    assertThat(http.service.lastCommit().plan().schema().fields())
        .extracting(f -> f.name() + ":" + f.type())
        .containsExactly("time:timestamp", "price:decimal(10,2)", "s:string");
    Answer second =
        http.postBulk(
            PATH + "?flush=true", "text/csv; charset=utf-8", "s,time\nx,2001-01-01T00:00:00Z\n");
    assertThat(second.status()).as(second.text()).isEqualTo(201);
    assertThat(second.json().path("manifest").path("id").asText()).isEqualTo("m-1");
  }

  @Test
  void zstdIsTaken() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(ROW.repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    Answer answer =
        http.post(
            PATH + SCHEMA,
            packed.toByteArray(),
            Map.of("content-type", NDJSON, "content-encoding", "zstd", "idempotency-key", "k"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(http.service.lastRows()).isEqualTo(1000);
    assertThat(http.service.lastCommit().contentHash()).hasSize(64);
    byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    Answer damaged =
        http.post(PATH + SCHEMA, half, Map.of("content-type", NDJSON, "content-encoding", "zstd"));
    assertThat(damaged.status()).isEqualTo(400);
  }

  @Test
  void parquetBringsItsSchemaAndLeavesNoFile() throws Exception {
    Path parquet = Files.createTempFile(spool, "small", ".parquet");
    ParquetFixture.write(parquet, 10);
    byte[] bytes = Files.readAllBytes(parquet);
    Files.delete(parquet);
    Answer answer =
        http.post(PATH, bytes, Map.of("content-type", "application/vnd.apache.parquet"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(http.service.lastRows()).isEqualTo(10);
    assertThat(http.service.lastCommit().plan().target().schema())
        .satisfies(schema -> assertThat(Objects.requireNonNull(schema).complete()).isFalse());
    assertThat(http.service.lastCommit().plan().schema().fields())
        .extracting(Field::name)
        .contains("at", "price");
    Answer bad =
        http.postBulk(PATH, "application/vnd.apache.parquet", "PAR1 this is no such file PAR1");
    assertThat(bad.status()).isEqualTo(400);
    try (Stream<Path> left = Files.list(spool)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertBad(PATH, NDJSON, ROW, 404, "there is no table 'records'");
    assertBad(PATH + SCHEMA, "text/plain", ROW, 415, "accepted are application/x-ndjson, text/csv");
    assertBad(PATH + "?shcema=a:b", NDJSON, ROW, 400, "query parameter 'shcema' is unknown");
    assertBad(PATH + "?schema=time", NDJSON, ROW, 400, "accepted is name:type,name:type");
    assertBad(PATH + "?schema=time:int", NDJSON, ROW, 400, "'int' is not a field type");
    assertBad(PATH + "?schema=_seq:integer", NDJSON, ROW, 400, "'_seq' is reserved");
    assertBad(PATH + "?timeColumn=t", NDJSON, ROW, 400, "'timeColumn' goes with 'schema'");
    assertBad(PATH + SCHEMA + "&timeColumn=s", NDJSON, ROW, 400, "'timeColumn' is 's'");
    assertBad(PATH + SCHEMA + "&partitionKey=x", NDJSON, ROW, 400, "accepted is name:value");
    assertBad(PATH + SCHEMA + "&partitionKey=x:1&partitionKey=x:2", NDJSON, ROW, 400, "'x' twice");
    assertBad(PATH + SCHEMA, NDJSON, ROW + "oops", 400, "not valid JSON at line 2");
    assertBad(PATH + SCHEMA, NDJSON, ROW + "{\"x\":1}", 400, "line 2: the table has no column");
    assertBad(PATH + SCHEMA, "text/csv", "time\nx\n", 400, "line 2: column 'time' of type");
    assertBad(
        "/datasets/flights/tables/" + "t".repeat(121) + "/rows" + SCHEMA,
        NDJSON,
        ROW,
        400,
        "has 121 characters; accepted are 1 to 120");
    assertThat(http.service.commits).isEmpty();
  }

  @Test
  void bodiesOverTheLimit() throws Exception {
    Answer answer = http.postBulk(PATH + SCHEMA, NDJSON, ROW.repeat(50_000));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error()).contains("over the limit of 2097152 bytes");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.write(ROW.repeat(50_000).getBytes(StandardCharsets.UTF_8));
    }
    Answer bomb =
        http.post(
            PATH + SCHEMA,
            packed.toByteArray(),
            Map.of("content-type", NDJSON, "content-encoding", "zstd"));
    assertThat(bomb.status()).isEqualTo(413);
  }

  private void assertBad(String path, String type, String body, int status, String message)
      throws Exception {
    Answer answer = http.postBulk(path, type, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.error()).contains(message);
  }
}
