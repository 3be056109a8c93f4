package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.daemon.http.HttpFixture.Answer;
import io.timestore.daemon.ingest.Actor;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TimeRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /datasets/{slug}/ingest} where it works, and the answers that are not 400. */
class IngestHttpTest {
  static final String PATH = "/datasets/flights/ingest";
  private static final String SCHEMA =
      "\"schema\":{\"fields\":[{\"name\":\"timestamp\",\"type\":\"timestamp\"},"
          + "{\"name\":\"n\",\"type\":\"integer\"}]}";
  private static final String PARTITION =
      "\"partition\":{\"key\":{\"b\":\"2\",\"a\":\"1\"},\"timeRange\":"
          + "{\"start\":\"2001-01-01T00:00:00Z\",\"end\":\"2001-02-28T00:00:00Z\"}}";
  private static final String ROWS =
      "\"rows\":[{\"timestamp\":\"2001-01-01T00:00:00Z\",\"n\":1},"
          + "{\"n\":\"2\",\"timestamp\":\"2001-02-01T00:00:00Z\"}]";

  private HttpFixture http;

  @BeforeEach
  void start(@TempDir Path spool) {
    http = new HttpFixture(spool);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void answers202() throws Exception {
    Answer answer = http.postJson(PATH, "{" + SCHEMA + "," + PARTITION + "," + ROWS + "}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().toString())
        .startsWith("{\"mode\":\"queued\",\"jobId\":\"job-1\",\"sequence\":7,\"rows\":2,")
        .contains("\"createdAt\":\"2024-01-01T00:00:00.000Z\"", "\"writeFormat\":\"clickhouse\"")
        .doesNotContain("manifest");
    assertThat(answer.header("content-type"))
        .hasValueSatisfying(type -> assertThat(type).matches("application/json; ?charset=utf-8"));
    assertThat(answer.header("x-timestore-replayed")).isEmpty();
    IngestTarget target = http.service.lastCommit().plan().target();
    assertThat(target.partitionKey()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(target.table()).isEqualTo("records");
    assertThat(http.service.lastBlocks())
        .extracting(b -> b.header().window())
        .containsExactly(200101, 200102);
    assertThat(http.service.lastCommit().contentHash()).isNull();
  }

  @Test
  void rowsMayComeFirst() throws Exception {
    Answer answer =
        http.postJson(
            "/v1" + PATH,
            "\uFEFF{" + ROWS + "," + PARTITION + ",\"tableName\":\"t é\"," + SCHEMA + "}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(http.service.lastRows()).isEqualTo(2);
    assertThat(http.service.lastCommit().plan().target().table()).isEqualTo("t é");
  }

  @Test
  void allFieldsArrive() throws Exception {
    String body =
        "{\"schema\":{\"fields\":[{\"name\":\"t\",\"type\":\"timestamp\"},"
            + "{\"name\":\"x\",\"type\":\"decimal(5,2)\"}],\"evolution\":{\"defaults\":{\"x\":\"1.5\","
            + "\"t\":\"2001-01-01T00:00:00Z\"},\"backfill\":true}},"
            + "\"partition\":{\"key\":{},\"attributes\":{\"k\":\"v\"},\"timeRange\":"
            + "{\"start\":\"2001-01-01T00:00:00Z\",\"end\":\"2001-01-01T00:00:00Z\"}},\"rows\":[],"
            + "\"idempotencyKey\":\"body\",\"datasetName\":\"All\",\"storageTargetId\":\"s\","
            + "\"actor\":{\"id\":\"me\",\"scopes\":[\"a\"]},\"tableName\":null}";
    Answer answer =
        http.post(PATH, body.getBytes(StandardCharsets.UTF_8), Map.of("idempotency-key", "header"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    IngestTarget target = http.service.lastCommit().plan().target();
    assertThat(target.idempotencyKey()).isEqualTo("body");
    SchemaProposal schema = Objects.requireNonNull(target.schema());
    assertThat(schema.fields())
        .extracting(Field::defaultText)
        .containsExactly("2001-01-01 00:00:00.000000", "1.50");
    assertThat(schema.backfill()).isTrue();
    assertThat(target.partitionAttributes()).isEqualTo(Map.of("k", "v"));
    Instant midnight = Instant.parse("2001-01-01T00:00:00Z");
    assertThat(target.timeRange()).isEqualTo(new TimeRange(midnight, midnight));
    assertThat(target.datasetName()).isEqualTo("All");
    assertThat(target.storageTargetId()).isEqualTo("s");
    assertThat(target.actor()).isEqualTo(new Actor("me", List.of("a")));
    assertThat(http.service.lastCommit().contentHash()).hasSize(64);
    assertThat(http.service.lastBlocks()).isEmpty();
  }

  @Test
  void flushAnswers201() throws Exception {
    Answer answer =
        http.postJson(PATH + "?flush=true", "{" + SCHEMA + "," + PARTITION + "," + ROWS + "}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("mode").asText()).isEqualTo("inline");
    assertThat(answer.json().path("flushPending").isBoolean()).isTrue();
    assertThat(answer.json().path("manifest").path("totalRows").asText())
        .isEqualTo("9223372036854775807");
    assertThat(answer.json().path("manifest").path("totalRows").isTextual()).isTrue();
  }

  @Test
  void theSameKeyIsAnsweredAgain() throws Exception {
    String body = "{\"idempotencyKey\":\"k\"," + SCHEMA + "," + PARTITION + "," + ROWS + "}";
    Answer first = http.postJson(PATH, body);
    String other = body.replace("\"n\":1", "\"n\":1.0").replace("{\"fields\"", "{ \"fields\"");
    Answer again = http.postJson(PATH, other);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("x-timestore-replayed")).hasValue("true");
    assertThat(http.service.commits).hasSize(1);
    Answer conflict = http.postJson(PATH, body.replace("\"n\":1", "\"n\":3"));
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.error()).isEqualTo("the key has other content");
  }

  @Test
  void aReplayIsKnownAfterTheSchemaMovedOn() throws Exception {
    String body = "{\"idempotencyKey\":\"k\"," + SCHEMA + "," + PARTITION + "," + ROWS + "}";
    Answer first = http.postJson(PATH, body);
    http.service.tables.put("flights/records", new TableSchema(2, List.of(), null));
    Answer again = http.postJson(PATH, body);
    assertThat(again.json()).isEqualTo(first.json());
    Answer fresh = http.postJson(PATH, body.replace("\"k\"", "\"k2\""));
    assertThat(fresh.status()).isEqualTo(409);
    assertThat(fresh.json().path("details").path("code").asText()).isEqualTo("SCHEMA_EVOLUTION");
    assertThat(fresh.json().path("details").path("reasons").get(0).asText())
        .isEqualTo("column gone");
  }

  @Test
  void encodesAgainWhenTheSchemaMoved() throws Exception {
    http.service.schemaMoves = 3;
    String body = "{" + SCHEMA + "," + PARTITION + "," + ROWS + "}";
    assertThat(http.postJson(PATH, body).status()).isEqualTo(202);
    assertThat(http.service.lastRows()).isEqualTo(2);
  }

  @Test
  void backPressureSaysWhenToRetry() throws Exception {
    http.service.full = true;
    Answer answer = http.postJson(PATH, "{" + SCHEMA + "," + PARTITION + "," + ROWS + "}");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).hasValue("1");
  }

  @Test
  void gzipIsTaken() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(
          ("{" + SCHEMA + "," + PARTITION + "," + ROWS + "}").getBytes(StandardCharsets.UTF_8));
    }
    Answer answer = http.post(PATH, zipped.toByteArray(), Map.of("content-encoding", "gzip"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  @Test
  void countsAndTimes() throws Exception {
    http.postJson(PATH, "{" + SCHEMA + "," + PARTITION + "," + ROWS + "}");
    http.postJson(PATH, "{}");
    Answer metrics = http.get("/metrics");
    assertThat(metrics.header("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics.text())
        .contains(
            "timestore_ingest_requests_total{dataset=\"flights\",mode=\"queued\",result=\"success\"}"
                + " 1.0",
            "timestore_ingest_requests_total{dataset=\"flights\",mode=\"queued\",result=\"failure\"}"
                + " 1.0",
            "timestore_ingest_duration_seconds_count{dataset=\"flights\"",
            "timestore_ingest_queue_jobs 42.0");
  }
}
