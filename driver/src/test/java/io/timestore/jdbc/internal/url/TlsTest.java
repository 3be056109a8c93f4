package io.timestore.jdbc.internal.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.TcpProxy;
import io.timestore.testkit.TlsKeys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS in front of each part: whom the driver believes and whom it does not. */
@ExtendWith(Leaks.class)
final class TlsTest {
  @TempDir private static Path directory;
  private static DriverStack stack;
  private static TlsKeys good;
  private static TlsKeys elsewhere;

  /** What is spoken to by TLS; the others are spoken to as ever. */
  private enum Part {
    DAEMON,
    CLICKHOUSE,
    REDIS;

    int port() {
      EmbeddedStack stores = EmbeddedStack.shared();
      return switch (this) {
        case DAEMON -> stack.daemonPort();
        case CLICKHOUSE -> TcpProxy.portOf(stores.clickHouseUrl());
        case REDIS -> TcpProxy.portOf(stores.redisUri());
      };
    }

    String url(TcpProxy proxy) {
      String place = "localhost:" + proxy.port();
      return switch (this) {
        case DAEMON -> "jdbc:timestore://" + place + "/?connectTimeoutMs=5000&ssl=true";
        case CLICKHOUSE -> stack.url() + "?clickhouseUrl=https://" + place;
        case REDIS -> stack.url() + "?redisUri=rediss://" + place;
      };
    }
  }

  @BeforeAll
  static void start() throws Exception {
    stack = new DriverStack();
    stack.fill("tls", 60, 100);
    good = TlsKeys.make(directory, "good", "dns:localhost,ip:127.0.0.1");
    elsewhere = TlsKeys.make(directory, "elsewhere", "dns:elsewhere.example");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static String trusting(TlsKeys keys) {
    return "&sslTrustStore=" + keys.trustStore() + "&sslTrustStorePassword=" + TlsKeys.PASSWORD;
  }

  private static long count(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM tls")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void refused(String url) {
    assertThatThrownBy(() -> count(url))
        .isInstanceOf(SQLException.class)
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).startsWith("08"))
        .hasMessageNotContaining(TlsKeys.PASSWORD);
  }

  @ParameterizedTest
  @EnumSource
  void aTrustedIssuerAndTheRightName(Part part) throws Exception {
    try (TcpProxy proxy = new TcpProxy(part.port(), good.sockets())) {
      assertThat(count(part.url(proxy) + trusting(good))).isEqualTo(100);
      assertThat(proxy.roundTrips()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownIssuerIsRefused(Part part) throws Exception {
    try (TcpProxy proxy = new TcpProxy(part.port(), good.sockets())) {
      refused(part.url(proxy));
      refused(part.url(proxy) + trusting(elsewhere));
      refused(part.url(proxy) + "&sslMode=verify-ca" + trusting(elsewhere));
      assertThat(proxy.roundTrips()).isZero();
      assertThat(count(part.url(proxy) + "&sslMode=none")).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherHostsNameIsRefusedUnlessOnlyTheIssuerCounts(Part part) throws Exception {
    try (TcpProxy proxy = new TcpProxy(part.port(), elsewhere.sockets())) {
      refused(part.url(proxy) + trusting(elsewhere));
      assertThat(proxy.roundTrips()).isZero();
      String issuer = part.url(proxy) + "&sslMode=verify-ca" + trusting(elsewhere);
      assertThat(count(issuer)).isEqualTo(100);
    }
  }

  @Test
  void aTrustStoreThatCannotBeReadIsNamed() {
    String url = stack.url() + "?clickhouseUrl=https://localhost:1&sslTrustStore=/nowhere.p12";
    assertThatThrownBy(() -> count(url))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("/nowhere.p12");
  }
}
