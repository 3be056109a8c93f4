package io.timestore.core.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpClickHouseTest {
  private static final String HEAD_CHUNKED = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked";
  private static final byte[] ONE_BLOCK = {1, 2, 1, 'x', 5, 'U', 'I', 'n', 't', '8', 7, 9};

  private ScriptedServer server;
  private HttpClickHouse clickHouse;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedServer();
    ask(true);
  }

  /** Answers from this machine are not compressed unless the URL says so. */
  private void ask(boolean compressed) {
    URI url = compressed ? server.url().resolve("?compress=1") : server.url();
    clickHouse = new HttpClickHouse(new ClickHouseEndpoint(url, "me", "s3cret"));
  }

  private static byte[] frame(boolean compressed, byte[] bytes) {
    return compressed ? CompressedFrames.compress(bytes, 0, bytes.length) : bytes;
  }

  @AfterEach
  void close() throws IOException {
    clickHouse.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerIsReadAndItsConnectionUsedAgain(boolean compressed) {
    ask(compressed);
    server.ok(frame(compressed, ONE_BLOCK)).ok(new byte[0]);
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of("SELECT x"))) {
      NativeBlock block = Objects.requireNonNull(result.next());
      assertThat(block.columns().get(0).getLong(1)).isEqualTo(9);
      assertThat(result.next()).isNull();
      assertThat(result.next()).isNull();
    }
    try (ClickHouseResult empty = clickHouse.query(ClickHouseStatement.of("SELECT y"))) {
      assertThat(empty.next()).isNull();
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0))
        .startsWith(
            compressed
                ? "POST /?compress=1&default_format=Native&compress=1&query_id="
                : "POST /?default_format=Native&compress=0&query_id=")
        .contains("Authorization: Basic bWU6czNjcmV0")
        .endsWith("SELECT x");
  }

  @Test
  void settingsParametersAndExternalTablesAreSent() {
    ClickHouseStatement statement =
        new ClickHouseStatement(
            "SELECT {p:String}",
            Map.of("max_threads", "2"),
            Map.of("p", ClickHouseSql.parameter("a\tb&")),
            List.of(
                new ExternalTable("tail", "`a b` Int64", out -> out.write("data".getBytes(UTF_8)))),
            "id-1",
            Duration.ofMillis(1500));
    clickHouse.query(statement).close();

    String request = server.requests().get(0);
    assertThat(request)
        .contains("&query_id=id-1&max_threads=2&param_p=a%5Ctb%26&tail_format=Native")
        .contains("&tail_structure=%60a+b%60+Int64&max_execution_time=2 ")
        .contains("Content-Disposition: form-data; name=\"query\"")
        .contains("\r\n\r\nSELECT {p:String}\r\n")
        .contains("name=\"tail\"; filename=\"tail\"")
        .contains("\r\n\r\ndata\r\n");
  }

  @Test
  void insertSendsItsBytesOnceEvenIfTheServerHangsUp() {
    ClickHouseStatement insert = ClickHouseStatement.of("INSERT INTO t FORMAT Native");
    clickHouse.insert(insert, out -> out.write("frames".getBytes(UTF_8)));
    assertThat(server.requests().get(0))
        .startsWith("POST /?compress=1&query=INSERT+INTO+t+FORMAT+Native&decompress=1&query_id=")
        .contains("async_insert=0")
        .endsWith("frames");

    server.hangUp();
    failsWith(
        ErrorCode.CLICKHOUSE_UNAVAILABLE,
        () -> clickHouse.insert(insert, out -> out.write("again".getBytes(UTF_8))),
        "does not answer");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void queryOnADeadConnectionIsSentOnceMore() {
    server.hangUp().ok(CompressedFrames.compress(ONE_BLOCK, 0, ONE_BLOCK.length));
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of("SELECT x"))) {
      assertThat(result.next()).isNotNull();
      assertThat(result.next()).isNull();
    }
    server.hangUp().hangUp();
    failsWith(
        ErrorCode.CLICKHOUSE_UNAVAILABLE,
        () -> clickHouse.query(ClickHouseStatement.of("SELECT x")).close(),
        "does not answer");
    assertThat(server.requests().stream().filter(r -> r.endsWith("SELECT x"))).hasSize(4);
  }

  @Test
  void serverErrorsAreMappedAndTrimmed() {
    server.error(
        404,
        60,
        text(
            "Code: 60. DB::Exception: Unknown table 'x'. (UNKNOWN_TABLE) (version 26.7.3.1"
                + " (official build))\n"));
    failsWith(
        ErrorCode.UNKNOWN_TABLE,
        this::select,
        "ClickHouse: Unknown table 'x'. (code 60 UNKNOWN_TABLE)");

    byte[] syntax =
        text(
            "Code: 62. DB::Exception: Syntax error: failed at position 8 (line 1, col 8)."
                + " (SYNTAX_ERROR)");
    server.error(400, 62, CompressedFrames.compress(syntax, 0, syntax.length));
    failsWith(ErrorCode.SYNTAX, this::select, "(line 1, col 8). (code 62 SYNTAX_ERROR)");

    server.error(500, 159, text("Timeout exceeded"));
    failsWith(ErrorCode.TIMEOUT, this::select, "Timeout exceeded (code 159)");
    server.error(
        500,
        241,
        text(
            "Code: 241. DB::Exception: (total) memory limit exceeded: would use 2 GiB."
                + " (MEMORY_LIMIT_EXCEEDED) (version 26.1)"));
    failsWith(
        ErrorCode.CLICKHOUSE_ERROR,
        () -> clickHouse.execute(ClickHouseStatement.of("x")),
        "memory limit");
    server.answer("HTTP/1.1 502 Bad Gateway\nContent-Length: 5", text("proxy"), false);
    failsWith(
        ErrorCode.CLICKHOUSE_ERROR, this::select, "HTTP status 502: proxy; check that the URL");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void errorInMidStreamIsTheServersAndNotAParsers(boolean compressed) {
    ask(compressed);
    byte[] frame = frame(compressed, ONE_BLOCK);
    byte[] error =
        text(
            String.join(
                "\r\n",
                "",
                "__exception__",
                "abcdef",
                "Code: 153. DB::Exception: Division by zero. (ILLEGAL_DIVISION) (version 26.7)",
                "99 abcdef",
                "__exception__",
                ""));
    server.answer(HEAD_CHUNKED, chunks(false, frame, error), true);
    failsWith(
        ErrorCode.DIVISION_BY_ZERO, this::readAll, "Division by zero. (code 153 ILLEGAL_DIVISION)");

    byte[] inFrame = frame(compressed, error);
    server.answer(HEAD_CHUNKED, chunks(true, frame, inFrame), false);
    failsWith(ErrorCode.DIVISION_BY_ZERO, this::readAll, "Division by zero.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerThatEndsEarlyIsAnError(boolean compressed) {
    ask(compressed);
    byte[] frame = frame(compressed, ONE_BLOCK);
    server.answer(HEAD_CHUNKED, chunks(false, frame), true);
    failsWith(ErrorCode.CLICKHOUSE_BROKE_OFF, this::readAll, "ended early");
    server.answer(HEAD_CHUNKED, chunks(true, Arrays.copyOf(frame, frame.length - 3)), true);
    failsWith(ErrorCode.CLICKHOUSE_BROKE_OFF, this::readAll, "ended early");
    byte[] half = frame(compressed, Arrays.copyOf(ONE_BLOCK, ONE_BLOCK.length - 1));
    server.answer(HEAD_CHUNKED, chunks(true, half), true);
    failsWith(ErrorCode.CLICKHOUSE_BROKE_OFF, this::readAll, "ended early");
  }

  @Test
  void closingFromAnotherThreadFreesTheReaderAndEndsTheStatement() throws Exception {
    server.answer(HEAD_CHUNKED, new byte[0], false);
    ClickHouseStatement statement =
        new ClickHouseStatement("SELECT 1", Map.of(), Map.of(), List.of(), "it's", null);
    ClickHouseResult result = clickHouse.query(statement);
    CompletableFuture<Throwable> read =
        CompletableFuture.supplyAsync(
            () -> org.assertj.core.api.Assertions.catchThrowable(result::next));
    TimeUnit.MILLISECONDS.sleep(100);
    result.close();

    assertThat(read.get(5, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELED));
    clickHouse.close();
    assertThat(server.requests())
        .anyMatch(
            r ->
                r.endsWith(
                    "KILL QUERY WHERE query_id = 'it\\'s' OR query_id = 'it\\'s-second' ASYNC"));
  }

  @Test
  void silenceIsATimeout() {
    ClickHouseLimits impatient =
        new ClickHouseLimits(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(200), 1);
    server.answer(HEAD_CHUNKED, new byte[0], false);
    try (HttpClickHouse other =
            new HttpClickHouse(new ClickHouseEndpoint(server.url(), "", ""), impatient);
        ClickHouseResult result = other.query(ClickHouseStatement.of("SELECT 1"))) {
      failsWith(ErrorCode.TIMEOUT, result::next, "silent");
    }
  }

  @Test
  void absentServerIsNamedAndThePasswordIsNot() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ClickHouseEndpoint endpoint =
        new ClickHouseEndpoint(URI.create("http://127.0.0.1:" + port), "me", "s3cret");
    assertThat(endpoint.toString()).doesNotContain("s3cret").contains("me");
    try (HttpClickHouse absent = new HttpClickHouse(endpoint)) {
      failsWith(
          ErrorCode.CLICKHOUSE_UNAVAILABLE,
          () -> absent.execute(ClickHouseStatement.of("SELECT 1")),
          "http://127.0.0.1:" + port + " does not answer");
    }
    assertThatThrownBy(() -> new ClickHouseEndpoint(URI.create("http://u:p4ss@host:1/"), "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("p4ss");
  }

  @Test
  void namesAndTextsAreQuoted() {
    assertThat(ClickHouseSql.qualified("a`b", "c\\d")).isEqualTo("`a\\`b`.`c\\\\d`");
    assertThat(ClickHouseSql.literal("it's\n\\")).isEqualTo("'it\\'s\\n\\\\'");
    assertThat(ClickHouseSql.parameter(null)).isEqualTo("\\N");
    assertThat(ClickHouseSql.parameter("\\N\t'")).isEqualTo("\\\\N\\t'");
  }

  private void select() {
    clickHouse.query(ClickHouseStatement.of("SELECT 1")).close();
  }

  private void readAll() {
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of("SELECT 1"))) {
      NativeBlock block = result.next();
      while (block != null) {
        block = result.next();
      }
      throw new AssertionError("the end of a broken answer was not noticed");
    }
  }

  private static void failsWith(ErrorCode code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TimestoreException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message)
        .hasMessageNotContaining("s3cret");
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] chunks(boolean complete, byte[]... parts) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(text(Integer.toHexString(part.length) + "\r\n"));
      out.writeBytes(part);
      out.writeBytes(text("\r\n"));
    }
    if (complete) {
      out.writeBytes(text("0\r\n\r\n"));
    }
    return out.toByteArray();
  }
}
