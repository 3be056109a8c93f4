package io.timestore.embedded.chdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.embedded.chdb.engine.EngineConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of ClickHouse's HTTP interface that the Java clients do not use. */
@Timeout(60)
class HttpInterfaceTest {

  @Test
  void externalTablesTravelWithTheStatement() {
    String body =
        """
        --cut
        Content-Disposition: form-data; name="tail"; filename="tail"

        1,"one
        --cu"
        2,"two"

        --cut
        Content-Disposition: form-data; name="other_structure"

        x Int64
        --cut
        Content-Disposition: form-data; name="other"; filename="other"

        7
        --cut--
        """
            .replace("\n", "\r\n");
    String parameters =
        "?tail_structure="
            + encoded("`id` Int64, `text` Nullable(String)")
            + "&tail_format=CSV&date_time_input_format=best_effort&query="
            + encoded("SELECT id, length(text), (SELECT sum(x) FROM other) FROM tail ORDER BY id");
    HttpResponse<byte[]> answer =
        SharedEngine.send(
            HttpRequest.newBuilder()
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(body)),
            parameters);
    assertThat(text(answer)).isEqualTo("1\t9\t7\n2\t3\t7\n");
    assertThat(SharedEngine.sql("SELECT * FROM tail")).startsWith("Code: 60");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT count(), max(n) FROM tail WHERE n IN (SELECT n FROM tail)|4;9|2\t9",
        "WITH 3 AS three SELECT count() * three FROM tail|4;9|6",
        "(SELECT sum(n) FROM tail)|4;9|13",
        "SELECT count() AS `Zürich ☃ it''s` FROM tail|4;9|2",
        "INSERT INTO FUNCTION null('n Int64') SELECT n FROM tail|4;9|",
        "SELECT count() FROM tail||0",
      })
  void anExternalTableIsFoundByEveryKindOfStatement(String sql, String rows, String expected) {
    String data = rows == null ? "" : rows.replace(";", "\r\n");
    String body =
        "--cut\r\nContent-Disposition: form-data; name=\"tail\"; filename=\"tail\"\r\n\r\n"
            + data
            + "\r\n--cut--\r\n";
    HttpResponse<byte[]> answer =
        SharedEngine.send(
            HttpRequest.newBuilder()
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(body)),
            "?tail_structure=n+Int64&tail_format=CSV&query=" + encoded(sql));
    assertThat(text(answer).trim()).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void readsAndWritesCompressedFrames() throws IOException {
    SharedEngine.sql("CREATE TABLE framed (n Int64) ENGINE = MergeTree ORDER BY n");
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (OutputStream frames = CompressedFrames.output(rows)) {
      for (int i = 0; i < 300_000; i++) {
        frames.write((i + "\n").getBytes(UTF_8));
      }
    }
    HttpResponse<byte[]> inserted =
        SharedEngine.post(
            "?decompress=1&query=" + encoded("INSERT INTO framed FORMAT TSV"), rows.toByteArray());
    assertThat(inserted.statusCode()).isEqualTo(200);
    assertThat(inserted.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
        .contains("\"written_rows\":\"300000\"");
    byte[] answer =
        SharedEngine.post("?compress=1", "SELECT n FROM framed ORDER BY n".getBytes(UTF_8)).body();
    String lines = new String(CompressedFrames.decompress(answer, 0, answer.length), UTF_8);
    assertThat(lines.lines().count()).isEqualTo(300_000);
    assertThat(lines).endsWith("\n299999\n");
    byte[] corrupt = rows.toByteArray();
    corrupt[40] ^= 1;
    HttpResponse<byte[]> refused =
        SharedEngine.post(
            "?decompress=1&query=" + encoded("INSERT INTO framed FORMAT TSV"), corrupt);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(text(refused)).contains("checksum");
    assertThat(SharedEngine.sql("SELECT count() FROM framed")).isEqualTo("300000\n");
  }

  @Test
  void aSessionKeepsItsTemporaryTableAndItsSettings() {
    String session = "?session_id=one";
    SharedEngine.sql(session, "CREATE TEMPORARY TABLE mine (n Int64)");
    SharedEngine.sql(session, "SET max_threads = 3");
    assertThat(SharedEngine.sql(session + "&max_threads=1", "SELECT getSetting('max_threads')"))
        .isEqualTo("1\n");
    assertThat(SharedEngine.sql(session, "SELECT getSetting('max_threads')")).isEqualTo("3\n");
    SharedEngine.sql(session, "INSERT INTO mine VALUES (5)");
    assertThat(SharedEngine.sql(session, "SELECT n FROM mine")).isEqualTo("5\n");
    assertThat(SharedEngine.sql("SELECT n FROM mine")).startsWith("Code: 60");
    assertThat(SharedEngine.sql("?session_id=two&session_check=1", "SELECT 1"))
        .startsWith("Code: 372");
    SharedEngine.sql(session + "&close_session=1", "SELECT 1");
    assertThat(SharedEngine.sql(session, "SELECT n FROM mine")).startsWith("Code: 60");
  }

  /** The engine repeats the header with every chunk; the answer must have it once. */
  @ParameterizedTest
  @CsvSource({
    "TSVWithNames, 200001",
    "TabSeparatedWithNamesAndTypes, 200002",
    "CSVWithNames, 200002",
    "JSONEachRow, 200000",
    "TSV, 200000",
    "CSV, 200000"
  })
  void headersStandOnceInLongAnswers(String format, long lines) {
    String sql = "SELECT number AS `a\nb` FROM numbers(200000) FORMAT " + format;
    assertThat(SharedEngine.sql(sql).lines().count()).isEqualTo(lines);
  }

  @Test
  void binaryHeadersStandOnce() {
    String sql = "SELECT number AS n FROM numbers(200000)";
    byte[] answer =
        SharedEngine.post("?default_format=RowBinaryWithNamesAndTypes", sql.getBytes(UTF_8)).body();
    assertThat(answer).hasSize(1 + 2 + 7 + 200_000 * 8);
    String json = SharedEngine.sql("?default_format=JSONCompact", sql);
    assertThat(json).contains("\"rows\": 200000").containsOnlyOnce("\"meta\"");
    assertThat(SharedEngine.sql("SELECT 1 AS n WHERE 0 FORMAT TSVWithNames")).isEqualTo("n\n");
  }

  /** Connections serve several requests; nobody may notice. */
  @Test
  void settingsOfOneRequestDoNotReachAnother() {
    String question =
        "SELECT getSetting('max_execution_time'), getSetting('max_block_size'), "
            + "getSetting('log_comment'), currentDatabase()";
    SharedEngine.sql("CREATE DATABASE IF NOT EXISTS elsewhere");
    for (int i = 0; i < 40; i++) {
      String strange = "?max_execution_time=7&max_block_size=9&query_id=strange";
      String database = i % 2 == 0 ? "elsewhere" : "default";
      assertThat(SharedEngine.sql(strange + "&database=" + database, question))
          .isEqualTo("7\t9\tstrange\t" + database + "\n");
      assertThat(SharedEngine.sql("?param_p=" + i + "&max_block_size=11", "SELECT {p:Int8}"))
          .isEqualTo(i + "\n");
      assertThat(SharedEngine.sql("?param_q=1", "SELECT {p:Int8}")).startsWith("Code: 456");
      SharedEngine.sql("?max_block_size=12", "SELECT nothing_that_exists");
      assertThat(SharedEngine.sql("?query_id=plain", question))
          .isEqualTo("3600\t65409\tplain\tdefault\n");
      assertThat(SharedEngine.sql("SELECT {p:Int8}")).startsWith("Code: 456");
    }
  }

  @Test
  void settingsThatEarlierRequestsLeftAreSetWhereTheyDiffer() {
    String sql =
        "SELECT getSetting('max_block_size'), getSetting('max_result_rows'), {p:String} FORMAT CSV";
    for (int round = 0; round < 3; round++) {
      for (String block : new String[] {"7", "8", "8", "9"}) {
        for (String p : new String[] {"a", "b", "b"}) {
          String set = "&max_block_size=" + block + "&param_p=" + p;
          assertThat(SharedEngine.sql("?max_result_rows=5" + set, sql))
              .isEqualTo(block + ",5,\"" + p + "\"\n");
          assertThat(SharedEngine.sql("?" + set, sql)).isEqualTo(block + ",0,\"" + p + "\"\n");
        }
      }
      assertThat(SharedEngine.sql("?max_block_size=9", sql)).startsWith("Code: 456.");
    }
  }

  @Test
  void hasTwoDisksAndAPlaceForBackups() {
    SharedEngine.sql(
        "CREATE TABLE tiered (n Int64) ENGINE = MergeTree ORDER BY n PARTITION BY n % 2"
            + " SETTINGS storage_policy = '"
            + EngineConfig.POLICY
            + "'");
    SharedEngine.sql("INSERT INTO tiered VALUES (1), (2)");
    SharedEngine.sql("ALTER TABLE tiered MOVE PARTITION 1 TO VOLUME 'cold'");
    String disks =
        "SELECT disk_name FROM system.parts WHERE table = 'tiered' AND active ORDER BY disk_name";
    assertThat(SharedEngine.sql(disks)).isEqualTo("cold\nhot\n");
    assertThat(SharedEngine.sql("BACKUP TABLE tiered TO Disk('backups', 'first')"))
        .contains("BACKUP_CREATED");
  }

  @Test
  void aGetChangesNothing() {
    SharedEngine.sql("CREATE TABLE untouched (n Int64) ENGINE = Memory");
    HttpResponse<byte[]> answer =
        SharedEngine.send(
            HttpRequest.newBuilder().GET(), "?query=" + encoded("INSERT INTO untouched SELECT 1"));
    assertThat(text(answer)).startsWith("Code: 164");
    assertThat(
            text(
                SharedEngine.send(HttpRequest.newBuilder().GET(), "?query=" + encoded("SELECT 1"))))
        .isEqualTo("1\n");
    assertThat(text(SharedEngine.send(HttpRequest.newBuilder().GET(), "ping"))).isEqualTo("Ok.\n");
  }

  @Test
  void killsByTheClientsQueryId() throws InterruptedException {
    Thread running =
        new Thread(
            () ->
                SharedEngine.sql(
                    "?query_id=victim",
                    "SELECT count() FROM numbers(1000000000000) WHERE NOT"
                        + " ignore(sipHash64(number))"));
    running.start();
    for (int i = 0; i < 100 && running.isAlive(); i++) {
      SharedEngine.sql("KILL QUERY WHERE query_id = 'victim' SYNC");
      running.join(100);
    }
    assertThat(running.isAlive()).isFalse();
  }

  @Test
  void aKilledStatementNeverLooksComplete() throws InterruptedException {
    AtomicInteger number = new AtomicInteger();
    AtomicBoolean killing = new AtomicBoolean(true);
    Thread killer =
        new Thread(
            () -> {
              while (killing.get()) {
                SharedEngine.sql("KILL QUERY WHERE query_id = 'short" + number.get() + "' ASYNC");
              }
            });
    killer.start();
    int complete = 0;
    try (HttpClickHouse client =
        new HttpClickHouse(new ClickHouseEndpoint(URI.create(SharedEngine.url()), "default", ""))) {
      for (int i = 0; i < 200; i++) {
        number.set(i);
        try (ClickHouseResult result =
            client.query(
                new ClickHouseStatement(
                    "SELECT count() FROM numbers(" + 200_000 * (i % 20) + ")",
                    Map.of(),
                    Map.of(),
                    List.of(),
                    "short" + i,
                    null))) {
          long count = -1;
          for (NativeBlock b = result.next(); b != null; b = result.next()) {
            count = b.rows() == 0 ? count : b.columns().get(0).getLong(0);
          }
          assertThat(count).as("answer %d", i).isEqualTo(200_000L * (i % 20));
          complete++;
        } catch (TimestoreException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.CANCELED);
        }
      }
    } finally {
      killing.set(false);
      killer.join();
    }
    assertThat(complete).isLessThan(200);
  }

  @Test
  void aPageOfAnotherSiteIsRefused() {
    HttpResponse<byte[]> answer =
        SharedEngine.send(
            HttpRequest.newBuilder()
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.ofString("SELECT 1")),
            "");
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void compressesForHttpToo() throws IOException {
    HttpResponse<byte[]> answer =
        SharedEngine.send(
            HttpRequest.newBuilder()
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString("SELECT 7")),
            "?enable_http_compression=1");
    try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("7\n");
    }
  }

  /** A client that reads nothing must not make the bridge hold the answer, nor stop others. */
  @Test
  void aSlowReaderHoldsUpNobody() throws IOException {
    URI address = URI.create(SharedEngine.url());
    try (Socket slow = new Socket(address.getHost(), address.getPort())) {
      String sql = "/* slow */ SELECT number FROM numbers(10000000000) FORMAT RowBinary";
      String request =
          "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
              + sql.length()
              + "\r\n\r\n"
              + sql;
      slow.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(slow.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
      assertThat(SharedEngine.sql("SELECT 1")).isEqualTo("1\n");
    }
    String running = "SELECT count() FROM system.processes WHERE query LIKE '/* slow */%'";
    for (int i = 0; i < 200 && !SharedEngine.sql(running).equals("0\n"); i++) {
      Thread.onSpinWait();
    }
    assertThat(SharedEngine.sql(running)).isEqualTo("0\n");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
