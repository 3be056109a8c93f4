package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.timestore.embedded.EmbeddedStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A commit whose answer is lost may have stored its rows: whatever the transaction does next, each
 * row that is committed in the end is there once.
 */
@NullUnmarked
final class CommitInDoubtTest {
  /** What becomes of the next requests that write. */
  private enum Fate {
    ANSWERED,
    STORED_BUT_ANSWER_LOST,
    STORED_BUT_ANSWER_LATE,
    LOST,
    REFUSED
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static DaemonForJdbc daemon;
  private static HttpServer between;
  private static volatile Fate fate = Fate.ANSWERED;
  private static final CountDownLatch LATE = new CountDownLatch(1);
  private Connection writer;
  private Statement statement;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonForJdbc("commit_in_doubt");
    for (String dataset : new String[] {"doubt_one", "doubt_two"}) {
      daemon.create(
          dataset,
          "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"}");
    }
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    between.createContext("/datasets", CommitInDoubtTest::passOn);
    between.start();
  }

  @AfterAll
  static void stop() {
    between.stop(0);
    daemon.close();
  }

  private static void passOn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (fate == Fate.LOST) {
        return;
      }
      if (fate == Fate.REFUSED) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(
                      daemon.url().replace("jdbc:timestore:", "http:").replaceAll("/$", "")
                          + exchange.getRequestURI()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      for (String header : new String[] {"content-type", "idempotency-key"}) {
        request.header(header, exchange.getRequestHeaders().getFirst(header));
      }
      HttpResponse<byte[]> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(202);
      if (fate == Fate.STORED_BUT_ANSWER_LATE) {
        LATE.await();
      }
      if (fate == Fate.ANSWERED) {
        exchange.sendResponseHeaders(202, answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Connects to the stores themselves, and to the daemon by way of here. */
  @BeforeEach
  void connect() throws SQLException {
    fate = Fate.ANSWERED;
    EmbeddedStack stack = EmbeddedStack.shared();
    writer =
        DriverManager.getConnection(
            "jdbc:timestore://127.0.0.1:%d/?connectTimeoutMs=500&clickhouseUrl=%s&redisUri=%s&catalogUrl=%s&catalogUser=%s&catalogPassword=%s"
                .formatted(
                    between.getAddress().getPort(),
                    stack.clickHouseUrl(),
                    stack.redisUri(),
                    stack.catalogUrl(),
                    stack.catalogUser(),
                    stack.catalogPassword()));
    writer.setAutoCommit(false);
    statement = writer.createStatement();
  }

  @AfterEach
  void disconnect() throws SQLException {
    statement.close();
    writer.close();
  }

  private void insert(String table, int id) throws SQLException {
    statement.executeUpdate(
        "INSERT INTO %s (timestamp, id) VALUES ('2001-01-01', %d)".formatted(table, id));
  }

  private void commitFails(Fate how) {
    fate = how;
    assertThatThrownBy(writer::commit)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(how == Fate.REFUSED ? "22018" : "08007");
    fate = Fate.ANSWERED;
  }

  /** The ids between two, each as often as it is there. */
  private String ids(String table, int from, int to) throws SQLException {
    writer.rollback();
    StringBuilder ids = new StringBuilder();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id FROM %s WHERE id BETWEEN %d AND %d ORDER BY id"
                .formatted(table, from, to))) {
      while (rows.next()) {
        ids.append(rows.getInt(1)).append(' ');
      }
    }
    return ids.toString();
  }

  @Test
  void rowsThatComeAfterALostAnswerAreStoredBesideThoseBefore() throws SQLException {
    insert("doubt_one", 1);
    insert("doubt_one", 2);
    commitFails(Fate.STORED_BUT_ANSWER_LOST);
    insert("doubt_one", 3);
    insert("doubt_two", 4);
    commitFails(Fate.STORED_BUT_ANSWER_LOST);
    insert("doubt_one", 5);
    writer.commit();
    assertThat(ids("doubt_one", 1, 9)).isEqualTo("1 2 3 5 ");
    assertThat(ids("doubt_two", 1, 9)).isEqualTo("4 ");
  }

  @Test
  void theNetworkTimeoutBoundsACommit() throws SQLException {
    insert("doubt_one", 51);
    writer.setNetworkTimeout(Runnable::run, 200);
    commitFails(Fate.STORED_BUT_ANSWER_LATE);
    LATE.countDown();
    writer.setNetworkTimeout(Runnable::run, 0);
    insert("doubt_one", 52);
    writer.commit();
    assertThat(ids("doubt_one", 51, 59)).isEqualTo("51 52 ");
  }

  @Test
  void rowsThatComeAfterALostRequestAreStoredBesideThoseBefore() throws SQLException {
    insert("doubt_one", 11);
    commitFails(Fate.LOST);
    insert("doubt_one", 12);
    writer.commit();
    assertThat(ids("doubt_one", 11, 19)).isEqualTo("11 12 ");
  }

  @Test
  void whatMayHaveBeenStoredIsNotTakenBackByASavepoint() throws SQLException {
    insert("doubt_one", 21);
    Savepoint before = writer.setSavepoint();
    insert("doubt_one", 22);
    commitFails(Fate.STORED_BUT_ANSWER_LOST);
    assertThatThrownBy(() -> writer.rollback(before))
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("3B001");
    Savepoint after = writer.setSavepoint();
    insert("doubt_one", 23);
    writer.rollback(after);
    insert("doubt_one", 24);
    writer.commit();
    assertThat(ids("doubt_one", 21, 29)).isEqualTo("21 22 24 ");
  }

  @Test
  void whatWasRefusedIsTakenBackByASavepoint() throws SQLException {
    insert("doubt_one", 31);
    Savepoint before = writer.setSavepoint();
    insert("doubt_one", 32);
    commitFails(Fate.REFUSED);
    writer.rollback(before);
    writer.commit();
    assertThat(ids("doubt_one", 31, 39)).isEqualTo("31 ");
  }

  @Test
  void aRollbackDropsWhatIsInDoubt() throws SQLException {
    insert("doubt_one", 41);
    commitFails(Fate.LOST);
    writer.rollback();
    insert("doubt_one", 42);
    writer.commit();
    assertThat(ids("doubt_one", 41, 49)).isEqualTo("42 ");
  }
}
