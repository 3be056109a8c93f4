package io.timestore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.daemon.Daemon;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.embedded.EmbeddedStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A row over HTTP, at once in the answer of a JDBC query, flushed, and still in the answer, once.
 */
@NullUnmarked
final class EndToEndTest {
  private static final int LOOPS = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Daemon daemon;
  private static Connection sql;

  @BeforeAll
  static void start() throws SQLException {
    EmbeddedStack stack = EmbeddedStack.shared();
    daemon =
        new Daemon(
            DaemonConfig.of(
                Map.of(
                    "http.port", "0",
                    "clickhouse.url", stack.clickHouseUrl(),
                    "clickhouse.database", "e2e",
                    "redis.uri", stack.redisUri(),
                    "catalog.url", stack.catalogUrl(),
                    "catalog.user", stack.catalogUser(),
                    "catalog.password", stack.catalogPassword(),
                    "flush.ageMs", "100",
                    "flush.graceMs", "1000")));
    sql = DriverManager.getConnection("jdbc:timestore://127.0.0.1:" + daemon.port() + "/");
  }

  @AfterAll
  static void stop() throws SQLException {
    sql.close();
    daemon.close();
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String body(String... rows) {
    return """
        {"schema": {"fields": [{"name": "timestamp", "type": "timestamp"}, {"name": "id", "type": "integer"},
                               {"name": "note", "type": "string"}]},
         "partition": {"key": {"place": "x"},
                       "timeRange": {"start": "2000-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z"}},
         "rows": [%s]}"""
        .formatted(String.join(",", rows));
  }

  private static String row(String time, long id, String note) {
    return "{\"timestamp\":\"%s\",\"id\":%d,\"note\":\"%s\"}".formatted(time, id, note);
  }

  private static List<String> query(String text) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      List<String> found = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          cells.add(rows.getString(c));
        }
        found.add(String.join("|", cells));
      }
      return found;
    }
  }

  @Test
  void everyRowIsFoundAtOnceExactlyOnceWhileTheFlusherRuns() throws Exception {
    assertThat(post("/datasets/loop/ingest", body()).statusCode()).isEqualTo(202);
    long coldSeen = 0;
    try (PreparedStatement find =
        sql.prepareStatement("SELECT COUNT(*), MIN(note) FROM \"loop\".records WHERE id = ?")) {
      for (int id = 0; id < LOOPS; id++) {
        String time = "2001-0%d-15T00:00:00Z".formatted(1 + id % 3);
        assertThat(post("/datasets/loop/ingest", body(row(time, id, "n" + id))).statusCode())
            .isEqualTo(202);
        find.setLong(1, id);
        try (ResultSet rows = find.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).as("row %d", id).isEqualTo(1);
          assertThat(rows.getString(2)).isEqualTo("n" + id);
        }
        if (id % 100 == 99) {
          assertThat(query("SELECT COUNT(*), COUNT(DISTINCT id), SUM(id) FROM \"loop\".records"))
              .containsExactly((id + 1) + "|" + (id + 1) + "|" + ((long) id * (id + 1) / 2));
          coldSeen = watermark();
        }
      }
    }
    assertThat(coldSeen).as("the flusher ran meanwhile").isPositive();
    JsonNode flushed = JSON.readTree(post("/admin/datasets/loop/flush", "").body());
    assertThat(flushed.get("mode").asText()).isEqualTo("inline");
    assertThat(query("SELECT COUNT(*), COUNT(DISTINCT id) FROM \"loop\".records"))
        .containsExactly(LOOPS + "|" + LOOPS);
  }

  private static long watermark() throws IOException, InterruptedException {
    return JSON.readTree(post("/datasets/loop/ingest", body()).body()).get("watermark").asLong();
  }

  @Test
  void joinsWindowsAndSubqueriesSpanColdAndHotRows() throws Exception {
    assertThat(
            post("/datasets/mixed/ingest?flush=true", body(row("2001-01-01T00:00:00Z", 1, "cold")))
                .statusCode())
        .isEqualTo(201);
    assertThat(
            post("/datasets/mixed/ingest", body(row("2002-01-01T00:00:00Z", 2, "hot")))
                .statusCode())
        .isEqualTo(202);
    assertThat(
            query(
                """
                WITH both_rows AS (SELECT id, note, ROW_NUMBER() OVER (ORDER BY "timestamp" DESC) AS place
                                   FROM mixed.records)
                SELECT a.id, b.note, a.place FROM both_rows a JOIN mixed.records b ON a.id = b.id
                WHERE a.id IN (SELECT MAX(id) FROM mixed.records) OR b.note = 'cold' ORDER BY a.id"""))
        .containsExactly("1|cold|2", "2|hot|1");
    assertThat(query("SELECT note FROM mixed ORDER BY id DESC LIMIT 1")).containsExactly("hot");
  }

  @Test
  void aRepeatedRequestIsAnsweredAgainAndStoredOnce() throws Exception {
    String rows = body(row("2001-01-01T00:00:00Z", 1, "once"));
    HttpResponse<String> first = post("/datasets/repeated/ingest", rows, "idempotency-key", "k-1");
    HttpResponse<String> second = post("/datasets/repeated/ingest", rows, "idempotency-key", "k-1");
    assertThat(second.statusCode()).isEqualTo(first.statusCode());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("x-timestore-replayed")).contains("true");
    String other = body(row("2001-01-01T00:00:00Z", 2, "other"));
    assertThat(post("/datasets/repeated/ingest", other, "idempotency-key", "k-1").statusCode())
        .isEqualTo(409);
    assertThat(query("SELECT id FROM repeated.records")).containsExactly("1");
  }

  @Test
  void aRefusedRequestLeavesNothingBehind() throws Exception {
    String bad =
        body(
            row("2001-01-01T00:00:00Z", 1, "good"),
            "{\"timestamp\":\"2001-01-01T00:00:00Z\",\"id\":\"x\"}");
    HttpResponse<String> refused = post("/datasets/refused/ingest", bad, "idempotency-key", "k-2");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("row 2", "id");
    assertThat(query("SELECT COUNT(*) FROM mixed.records")).hasSize(1);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> query("SELECT * FROM refused.records"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"))
        .hasMessageContaining("refused");
    assertThat(
            post(
                    "/datasets/refused/ingest",
                    body(row("2001-01-01T00:00:00Z", 1, "good")),
                    "idempotency-key",
                    "k-2")
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void hostileNamesWorkQuoted() throws Exception {
    String odd = "q\\\"uo'te`s \\\\ ü";
    String text =
        """
        {"tableName": "we'ird `t\\"able", "schema": {"fields": [{"name": "timestamp", "type": "timestamp"},
           {"name": "%s", "type": "string"}]},
         "partition": {"key": {"k'\\"`": "v\\\\'"}, "timeRange": {"start": "2000-01-01T00:00:00Z",
           "end": "2030-01-01T00:00:00Z"}},
         "rows": [{"timestamp": "2001-01-01T00:00:00Z", "%s": "x'\\\\y"}]}"""
            .formatted(odd, odd);
    assertThat(post("/datasets/Host.ile-1/ingest", text).statusCode()).isEqualTo(202);
    String select =
        "SELECT \"q\"\"uo'te`s \\ ü\" FROM \"Host.ile-1\".\"we'ird `t\"\"able\" WHERE \"q\"\"uo'te`s \\ ü\" = 'x''\\y'";
    assertThat(query(select)).containsExactly("x'\\y");
    assertThat(post("/admin/datasets/Host.ile-1/flush", "").statusCode()).isEqualTo(200);
    assertThat(query(select)).containsExactly("x'\\y");
  }

  private static HttpResponse<String> setLanes(String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + daemon.port() + "/admin/datasets/" + path))
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aTableGetsMoreLanesWhileItIsReadAndWritten() throws Exception {
    String first = body(row("2001-01-01T00:00:00Z", 0, "one lane"));
    assertThat(post("/datasets/laned/ingest", first, "idempotency-key", "first").statusCode())
        .isEqualTo(202);
    assertThat(query("SELECT COUNT(*) FROM laned.records")).containsExactly("1");
    assertThat(setLanes("laned/tables/records/lanes", "{\"lanes\": 3}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> again =
        post("/datasets/laned/ingest?flush=true", first, "idempotency-key", "first");
    assertThat(again.headers().firstValue("x-timestore-replayed")).contains("true");
    assertThat(JSON.readTree(again.body()).path("manifest").path("totalRows").asLong())
        .isEqualTo(1);
    for (int id = 1; id <= 60; id++) {
      String rows =
          body(row("2001-0%d-01T00:00:00Z".formatted(1 + id % 5), id, "n"))
              .replace("{\"place\": \"x\"}", "{\"place\": \"p" + id % 10 + "\"}");
      assertThat(post("/datasets/laned/ingest", rows).statusCode()).isEqualTo(202);
      assertThat(query("SELECT COUNT(*), SUM(id) FROM laned.records"))
          .containsExactly((id + 1) + "|" + (id * (id + 1) / 2));
    }
    assertThat(query("SELECT COUNT(DISTINCT _lane) FROM laned.records")).containsExactly("3");
    assertThat(post("/admin/datasets/laned/flush", "").statusCode()).isEqualTo(200);
    assertThat(query("SELECT COUNT(*), SUM(id) FROM laned.records")).containsExactly("61|1830");
    assertThat(setLanes("laned/tables/records/lanes", "{\"lanes\": 2}").body())
        .contains("has 3 lanes");
    assertThat(setLanes("laned/tables/records/lanes", "{\"lanes\": 0}").statusCode())
        .isEqualTo(400);
    assertThat(setLanes("laned/tables/records/lanes", "{}").statusCode()).isEqualTo(400);
    assertThat(setLanes("laned/tables/other/lanes", "{\"lanes\": 2}").statusCode()).isEqualTo(404);
    assertThat(post("/admin/datasets/laned/accept-loss", "").body()).contains("\"ranges\":0");
    assertThat(post("/admin/datasets/nowhere/accept-loss", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aPointInThePastIsReadTheSameWhileRowsArriveAndAreFlushed() throws Exception {
    String text = "SELECT COUNT(*), SUM(id) FROM past.records";
    assertThat(
            post("/datasets/past/ingest?flush=true", body(row("2001-01-01T00:00:00Z", 1, "a")))
                .statusCode())
        .isEqualTo(201);
    assertThat(
            post("/datasets/past/ingest", body(row("2001-01-01T00:00:00Z", 2, "b"))).statusCode())
        .isEqualTo(202);
    String point;
    try (Statement statement = sql.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      assertThat(rows.next()).isTrue();
      point = statement.unwrap(io.timestore.jdbc.Provenance.class).asOf();
    }
    assertThat(point).isEqualTo("past.records=2");
    try (Connection then =
        DriverManager.getConnection(
            "jdbc:timestore://127.0.0.1:" + daemon.port() + "/?asOf=" + point)) {
      for (int id = 3; id < 30; id++) {
        String path = "/datasets/past/ingest" + (id % 7 == 0 ? "?flush=true" : "");
        assertThat(post(path, body(row("2001-01-01T00:00:00Z", id, "c"))).statusCode() / 100)
            .isEqualTo(2);
        try (Statement statement = then.createStatement();
            ResultSet rows = statement.executeQuery(text)) {
          rows.next();
          assertThat(rows.getString(1) + "|" + rows.getString(2)).isEqualTo("2|3");
        }
      }
    }
    assertThat(query(text)).containsExactly("29|435");
  }

  @Test
  void csvAndNdjsonGoIn() throws Exception {
    String path =
        "/datasets/bulk/tables/records/rows?schema=timestamp:timestamp,id:integer,note:string&partitionKey=a:b";
    assertThat(
            post(
                    path,
                    "timestamp,id,note\n2001-01-01T00:00:00Z,1,\"a,\"\"b\"\n",
                    "content-type",
                    "text/csv")
                .statusCode())
        .isEqualTo(202);
    assertThat(
            post(
                    path,
                    row("2001-01-01T00:00:00Z", 2, "n") + "\n",
                    "content-type",
                    "application/x-ndjson")
                .statusCode())
        .isEqualTo(202);
    assertThat(query("SELECT id, note FROM bulk.records ORDER BY id"))
        .containsExactly("1|a,\"b", "2|n");
  }
}
