package io.timestore.embedded;

import static io.timestore.embedded.StackComponent.ENGINE;
import static io.timestore.embedded.StackComponent.POSTGRES;
import static io.timestore.embedded.StackComponent.REDIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedStackTest {
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(Set.of(ENGINE, REDIS, POSTGRES));
  }

  @AfterAll
  static void stop() {
    stack.close();
    assertThat(stack.home()).doesNotExist();
  }

  @Test
  void redisKeepsAnAcknowledgedWriteThroughKill() throws IOException {
    assertThat(redis("SET killed yes")).isEqualTo("+OK");
    stack.kill(REDIS);
    assertThatThrownBy(() -> redis("GET killed")).isInstanceOf(IOException.class);
    stack.restart(REDIS);
    assertThat(redis("STRLEN killed")).isEqualTo(":3");
  }

  @Test
  void redisNeverEvictsAndSyncsEachWrite() throws IOException {
    assertThat(redisAll("CONFIG GET appendfsync")).contains("always");
    assertThat(redisAll("CONFIG GET maxmemory-policy")).contains("noeviction");
  }

  @Test
  void postgresKeepsACommitThroughKill() throws SQLException {
    execute("CREATE TABLE killed(a int)");
    execute("INSERT INTO killed VALUES (7)");
    stack.kill(POSTGRES);
    assertThatThrownBy(() -> execute("SELECT 1")).isInstanceOf(SQLException.class);
    stack.restart(POSTGRES);
    assertThat(single("SELECT a FROM killed")).isEqualTo("7");
  }

  @Test
  void postgresIsDurableAndOnLoopbackOnly() throws SQLException {
    assertThat(single("SHOW fsync")).isEqualTo("on");
    assertThat(single("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(single("SHOW listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void stopAndStartAgainKeepsEverything() throws IOException, SQLException {
    execute("CREATE TABLE stopped AS SELECT 5 AS a");
    redis("SET stopped 12345");
    stack.stop(REDIS);
    stack.stop(POSTGRES);
    stack.restart(REDIS);
    stack.restart(POSTGRES);
    assertThat(redis("STRLEN stopped")).isEqualTo(":5");
    assertThat(single("SELECT a FROM stopped")).isEqualTo("5");
  }

  @Test
  void clickHouseKeepsAnAcknowledgedInsertThroughKill() throws Exception {
    clickHouse("CREATE TABLE killed (a Int64) ENGINE = MergeTree ORDER BY a");
    clickHouse("INSERT INTO killed VALUES (1), (2)");
    stack.kill(ENGINE);
    assertThatThrownBy(() -> clickHouse("SELECT 1")).isInstanceOf(IOException.class);
    stack.restart(ENGINE);
    assertThat(clickHouse("SELECT sum(a) FROM killed")).isEqualTo("3");
  }

  private static String clickHouse(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.clickHouseUrl()))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .strip();
  }

  private static String redis(String command) throws IOException {
    return redisAll(command).lines().findFirst().orElseThrow();
  }

  private static String redisAll(String command) throws IOException {
    URI uri = URI.create(stack.redisUri());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket
          .getOutputStream()
          .write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String single(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword());
  }
}
