package io.timestore.jdbc.internal.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.TcpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis and PostgreSQL that ask for passwords. */
@ExtendWith(Leaks.class)
final class StorePasswordTest {
  private static final String REDIS_PLACE =
      "127.0.0.1:" + TcpProxy.portOf(EmbeddedStack.shared().redisUri());
  private static DriverStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("passwords", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static long count(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM passwords")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void redis(Socket socket, String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] answer = in.readNBytes("+OK\r\n".length());
    assertThat(new String(answer, StandardCharsets.US_ASCII)).as(command).isEqualTo("+OK\r\n");
  }

  private static void refused(String redisUri, String secret) {
    assertThatThrownBy(() -> count(stack.url() + "?redisUri=" + redisUri))
        .isInstanceOf(SQLException.class)
        .hasMessageNotContaining(secret)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08006");
  }

  @Test
  void redisAsksForAPassword() throws Exception {
    int port = TcpProxy.portOf(EmbeddedStack.shared().redisUri());
    try (Socket admin = new Socket(InetAddress.getLoopbackAddress(), port)) {
      redis(admin, "ACL SETUSER reader on >hunter3 ~* +@all");
      redis(admin, "CONFIG SET requirepass hunter2");
      try {
        assertThat(count(stack.url() + "?redisUri=redis://:hunter2@" + REDIS_PLACE)).isEqualTo(100);
        assertThat(count(stack.url() + "?redisUri=redis://reader:hunter3@" + REDIS_PLACE))
            .isEqualTo(100);
        refused("redis://" + REDIS_PLACE, "hunter");
        refused("redis://:wrong-one@" + REDIS_PLACE, "wrong-one");
        refused("redis://reader:wrong-one@" + REDIS_PLACE, "wrong-one");
      } finally {
        redis(admin, "CONFIG SET requirepass \"\"");
        redis(admin, "ACL SETUSER reader off");
      }
    }
  }

  @Test
  void theCatalogAsksForAPassword() throws Exception {
    EmbeddedStack stores = EmbeddedStack.shared();
    String reader = stack.url() + "?catalogUser=catalog_reader&catalogPassword=";
    try (Connection admin =
            DriverManager.getConnection(
                stores.catalogUrl(), stores.catalogUser(), stores.catalogPassword());
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE ROLE catalog_reader LOGIN PASSWORD 'hunter4'");
      statement.execute("GRANT pg_read_all_data TO catalog_reader");
      Path rules;
      try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
        row.next();
        rules = Path.of(row.getString(1));
      }
      String before = Files.readString(rules);
      try {
        Files.writeString(rules, "host all catalog_reader all scram-sha-256\n" + before);
        statement.execute("SELECT pg_reload_conf()");
        assertThat(count(reader + "hunter4")).isEqualTo(100);
        assertThatThrownBy(() -> count(reader + "wrong-one"))
            .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
            .hasMessageContaining("catalog_reader")
            .hasMessageNotContaining("wrong-one");
      } finally {
        Files.writeString(rules, before);
        statement.execute("SELECT pg_reload_conf()");
        statement.execute("DROP ROLE catalog_reader");
      }
    }
  }
}
