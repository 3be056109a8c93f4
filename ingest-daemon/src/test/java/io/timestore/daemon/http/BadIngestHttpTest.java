package io.timestore.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.daemon.http.HttpFixture.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with an ingest is named in one sentence, and nothing is stored. */
class BadIngestHttpTest {
  private static final String GOOD =
      """
      {"schema":{"fields":[{"name":"timestamp","type":"timestamp"},{"name":"n","type":"integer"}]},
       "partition":{"key":{"k":"v"},"timeRange":{"start":"2001-01-01T00:00:00Z",
                    "end":"2001-01-02T00:00:00Z"}},
       "rows":[{"timestamp":"2001-01-01T00:00:00Z","n":1}]}
      """;
  private static HttpFixture http;

  @BeforeAll
  static void start(@TempDir Path spool) {
    http = new HttpFixture(spool);
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"schema\"|{schema|not valid JSON at line 1, column",
        "\"rows\":[{|\"rows\":[[{|not valid JSON at line 4",
        "\"rows\"|\"rowz\"|field 'rowz' is unknown; accepted are schema, partition, rows",
        "\"rows\":|\"actor\":null,\"rows\":5,\"tableName\":|'rows' is a number; accepted is an array",
        "\"rows\":|\"rows\":[],\"rows\":|field 'rows' is there twice",
        "\"schema\":|\"schema\":null,\"schema\":|field 'schema' is there twice",
        "\"name\":\"n\"|\"name\":\"n\",\"x\":1|'schema.fields[1].x' is unknown; accepted are name, type",
        "\"name\":\"n\"|\"name\":5|'schema.fields[1].name' is a number; accepted is text",
        "\"name\":\"n\"|\"nam\":\"n\"|'schema.fields[1].nam' is unknown",
        "\"name\":\"n\"|\"name\":\"Timestamp\"|'Timestamp' is there twice; names are unique without",
        "\"name\":\"n\"|\"name\":\"_SEQ\"|'_SEQ' is reserved",
        "\"name\":\"n\"|\"name\":\"\"|has 0 characters; accepted are 1 to 120",
        "\"name\":\"n\"|\"name\":\"a\\u0000\"|has a control character",
        "\"integer\"|\"int\"|'int' is not a field type; accepted are timestamp",
        "\"integer\"|\"decimal(99,1)\"|is not a field type",
        "\"fields\":[|\"fields\":[],\"evolution\":[|'schema.fields' has 0 elements",
        "\"fields\":|\"evolution\":{\"defaults\":{\"z\":1}},\"fields\":|names 'z', which schema.fields lacks",
        "\"fields\":|\"evolution\":{\"defaults\":{\"n\":\"x\"}},\"fields\":|column 'n' of type integer does not take the text 'x'",
        "\"fields\":|\"evolution\":{\"backfill\":1},\"fields\":|'schema.evolution.backfill' is a number; accepted is true or false",
        "\"k\":\"v\"|\"k\":5|'partition.key.k' is a number; accepted is text",
        "\"k\":\"v\"|\"k\":null|'partition.key.k' is null; accepted is text",
        "{\"k\":\"v\"}|null|'partition.key' is missing",
        "\"k\":\"v\"|\"k\":\"v\",\"k\":\"w\"|not valid JSON",
        "\"end\":|\"ende\":|'partition.timeRange.ende' is unknown",
        "2001-01-02T00:00:00Z|2000-01-02T00:00:00Z|starts at 2001-01-01T00:00:00Z, after its end",
        "2001-01-02T00:00:00Z|2001-01-02|accepted is RFC 3339 with a zone",
        "2001-01-01T00:00:00Z\",\"n\"|2001-01-03T00:00:00Z\",\"n\"|row 1: column 'timestamp' has the time 2001-01-03T00:00:00Z, outside",
        "\"n\":1|\"n\":\"abc\"|row 1: column 'n' of type integer does not take the text 'abc'",
        "\"n\":1|\"m\":1|row 1: the table has no column 'm'",
        "\"rows\":[|\"rows\":[5,|row 1: a row is an object of columns, not a number",
        "\"timestamp\":\"2001-01-01T00:00:00Z\",|``|row 1: column 'timestamp' carries the row's time",
        "\"rows\":|\"tableName\":\"\",\"rows\":|'tableName' has 0 characters",
        "\"rows\":|\"tableName\":\"a\\nb\",\"rows\":|has a control character",
        "\"rows\":|\"idempotencyKey\":\"\",\"rows\":|'idempotencyKey' has 0 characters; accepted are 1 to 255",
        "\"rows\":|\"actor\":{\"scopes\":[]},\"rows\":|'actor.id' is missing",
        "\"rows\":|\"actor\":{\"id\":\"a\",\"role\":1},\"rows\":|'actor.role' is unknown",
        "\"rows\":|\"datasetName\":[],\"rows\":|'datasetName' is an array; accepted is text",
      })
  void isNamed(String part, String replacement, String message) throws Exception {
    String bad = GOOD.replace(part, replacement == null ? "" : replacement);
    assertThat(bad).isNotEqualTo(GOOD);
    Answer answer = http.postJson(IngestHttpTest.PATH, bad);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).contains(message);
    assertThat(http.service.commits).isEmpty();
  }

  @Test
  void bodiesThatAreNoObject() throws Exception {
    assertBad("", "the body is nothing; accepted is a JSON object");
    assertBad("[]", "the body is an array; accepted is a JSON object");
    assertBad("{} {}", "the body goes on after its JSON object");
    assertBad("{}", "the field 'rows' is missing");
    assertBad("{\"rows\":[]}", "the field 'partition' is missing");
    byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16LE);
    assertThat(http.post(IngestHttpTest.PATH, wide, Map.of()).error()).contains("not UTF-8");
    byte[] invalid = "{\"rows\":[\"\u00ff\"]}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(http.post(IngestHttpTest.PATH, invalid, Map.of()).status()).isEqualTo(400);
  }

  private static void assertBad(String body, String message) throws Exception {
    Answer answer = http.postJson(IngestHttpTest.PATH, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"ab", "a%20b", "a%27b", "%C3%A9t%C3%A9", "a%60b", "x%22y"})
  void slugsThatAreNone(String slug) throws Exception {
    Answer answer = http.postJson("/datasets/" + slug + "/ingest", GOOD);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("accepted are 3 to 120 of A–Z a–z 0–9 - _ .");
  }

  @Test
  void mediaTypesAndEncodings() throws Exception {
    byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
    Answer form =
        http.post(
            IngestHttpTest.PATH, body, Map.of("content-type", "application/x-www-form-urlencoded"));
    assertThat(form.status()).isEqualTo(415);
    assertThat(form.error()).contains("accepted are application/json");
    Answer latin =
        http.post(
            IngestHttpTest.PATH,
            body,
            Map.of("content-type", "application/json; charset=iso-8859-1"));
    assertThat(latin.status()).isEqualTo(415);
    Answer brotli = http.post(IngestHttpTest.PATH, body, Map.of("content-encoding", "br"));
    assertThat(brotli.status()).isEqualTo(415);
    for (String encoding : new String[] {"gzip", "zstd"}) {
      Answer damaged = http.post(IngestHttpTest.PATH, body, Map.of("content-encoding", encoding));
      assertThat(damaged.status()).isEqualTo(400);
      assertThat(damaged.error()).contains("the body is not valid " + encoding);
    }
  }

  @Test
  void bodiesOverTheLimit() throws Exception {
    String padded = GOOD + " ".repeat(HttpFixture.LIMIT_BYTES);
    String large = GOOD + " ".repeat(20 * HttpFixture.LIMIT_BYTES);
    for (int i = 0; i < 20; i++) {
      Answer answer = http.postJson(IngestHttpTest.PATH, i % 2 == 0 ? padded : large);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.error()).contains("over the limit of 1048576 bytes");
    }
  }

  @Test
  void queryParametersAndHeaders() throws Exception {
    Answer flush = http.postJson(IngestHttpTest.PATH + "?flush=yes", GOOD);
    assertThat(flush.status()).isEqualTo(400);
    assertThat(flush.error()).contains("'flush' is 'yes'; accepted are true and false");
    Answer key =
        http.post(
            IngestHttpTest.PATH,
            GOOD.getBytes(StandardCharsets.UTF_8),
            Map.of("idempotency-key", "k".repeat(256)));
    assertThat(key.status()).isEqualTo(400);
    assertThat(key.error()).contains("'idempotency-key' has 256 characters");
  }
}
