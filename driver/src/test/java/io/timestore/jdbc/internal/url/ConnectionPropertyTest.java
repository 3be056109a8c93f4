package io.timestore.jdbc.internal.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DocumentedPage;
import io.timestore.jdbc.TimestoreDriver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** URL and properties: what is accepted, refused, shown and hidden. */
final class ConnectionPropertyTest {
  private static ConnectionUrl parse(String url) throws SQLException {
    return ConnectionUrl.parse(url, null);
  }

  @Test
  void thePageOfPropertiesIsTheEnum() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Connection properties

            This page is made by `ConnectionPropertyTest` from the list in the code. Give a property in the URL
            (`jdbc:timestore://host:7400/dataset?freshness=strict`), in the `Properties` object, or to
            `TimestoreDataSource.setProperty`. Names are case-insensitive. An unknown name in the URL is refused; in a
            `Properties` object it is ignored with an `SQLWarning`, because tools put names of their own there. What the table
            marks with SET can be changed in a session: `SET timestore.fresh_timeout_ms = '500'`, `RESET`, `SHOW`.

            | property | default | accepted | SET | what it does |
            | --- | --- | --- | --- | --- |
            """);
    for (ConnectionProperty property : ConnectionProperty.values()) {
      String accepted =
          switch (property.kind()) {
            case CHOICE -> String.join(", ", property.choices());
            case NUMBER -> "a number, 0 or more";
            case SECRET -> "text, never shown";
            case TEXT -> "text";
          };
      boolean inSession = SessionSettings.names().contains("timestore." + property.snakeCase());
      page.append("| `").append(property.key()).append("` | ");
      page.append(property.defaultValue() == null ? "" : "`" + property.defaultValue() + "`");
      page.append(" | ").append(accepted).append(" | ");
      page.append(inSession ? "`timestore." + property.snakeCase() + "`" : "").append(" | ");
      page.append(property.description()).append(" |\n");
    }
    DocumentedPage.check("docs/jdbc-properties.md", page.toString());
  }

  @Test
  void propertyInfoTellsAllButSecrets() throws SQLException {
    Properties info = new Properties();
    info.setProperty("password", "secret-1");
    DriverPropertyInfo[] shown =
        new TimestoreDriver()
            .getPropertyInfo(
                "jdbc:timestore://h/?freshness=hot-only&clickhousePassword=secret-2", info);
    assertThat(shown).hasSize(ConnectionProperty.values().length);
    assertThat(Stream.of(shown).map(p -> p.name + "=" + p.value))
        .contains("freshness=hot-only", "password=null", "clickhousePassword=null");
    String stores =
        "jdbc:timestore://h/?redisUri=redis://:secret-3@r:1&clickhouseUrl=http://c:2"
            + "&catalogUrl=jdbc:postgresql://p/d?password%3Dsecret-4%26ssl%3Dtrue";
    assertThat(Stream.of(new TimestoreDriver().getPropertyInfo(stores, null)))
        .extracting(p -> p.name + "=" + p.value)
        .contains("redisUri=null", "catalogUrl=null", "clickhouseUrl=http://c:2");
    assertThat(Stream.of(shown).filter(p -> p.name.equals("freshness")).findFirst().get().choices)
        .containsExactly("strict", "replica-only", "hot-only");
  }

  @Test
  void anUnknownNameInTheUrlIsRefusedWithAGuess() {
    assertThatThrownBy(() -> parse("jdbc:timestore://h/?freshnes=strict"))
        .hasMessageContaining("did you mean 'freshness'?");
    assertThatThrownBy(() -> parse("jdbc:timestore://h/?blue=strict"))
        .hasMessageContaining("unknown property 'blue'")
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void anUnknownNameInThePropertiesIsIgnored() throws SQLException {
    Properties info = new Properties();
    info.setProperty("hibernate.connection.x", "1");
    info.setProperty("QUERYTIMEOUTMS", "7");
    ConnectionUrl url = ConnectionUrl.parse("jdbc:timestore://h/", info);
    assertThat(url.ignored()).containsExactly("hibernate.connection.x");
    assertThat(url.number(ConnectionProperty.QUERY_TIMEOUT_MS)).isEqualTo(7);
  }

  @Test
  void aBadValueIsRefused() {
    assertThatThrownBy(() -> parse("jdbc:timestore://h/?freshness=tepid"))
        .hasMessageContaining("'tepid'; accepted is one of strict, replica-only, hot-only");
    assertThatThrownBy(() -> parse("jdbc:timestore://h/?freshTimeoutMs=-1"))
        .hasMessageContaining("accepted is a number, 0 or more");
    for (String url :
        new String[] {
          "jdbc:timestore:h",
          "jdbc:timestore://h:0/",
          "jdbc:timestore://h:x/",
          "jdbc:timestore://a b/"
        }) {
      assertThatThrownBy(() -> parse(url)).as(url).hasMessageContaining("is not a timestore URL");
    }
  }

  @Test
  void hostsAndDataset() throws SQLException {
    ConnectionUrl url = parse("jdbc:timestore://a,b:7500,[::1]:1/my%20data?user=u");
    assertThat(url.hosts())
        .containsExactly(new Host("a", 7400), new Host("b", 7500), new Host("[::1]", 1));
    assertThat(url.dataset()).isEqualTo("my data");
    assertThat(parse("jdbc:timestore://").hosts()).containsExactly(new Host("127.0.0.1", 7400));
  }

  @Test
  void secretsAreNotInTextsOrMessages() throws SQLException {
    ConnectionUrl url =
        parse("jdbc:timestore://h/x?password=secret-1&sslTrustStorePassword=secret-2");
    assertThat(url.toString() + url.shown() + TlsFiles.trustOf(url)).doesNotContain("secret");
    assertThatThrownBy(() -> parse("jdbc:timestore://u:secret-3@h:x/?password=secret-1"))
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> parse("jdbc:timestore:h?password=secret-1&%=1"))
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> parse("jdbc:timestore://h?password=secret-1%"))
        .message()
        .doesNotContain("secret");
  }

  /** Neither messages, their causes nor the log show them, whatever part of a URL is wrong. */
  @Test
  void secretsInUrlsOfStoresAreNotShown() {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler = new Recorder(logged);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.FINE);
    try {
      for (String stores :
          List.of(
              "redisUri=redis://:hunter2@[bad&clickhouseUrl=http://c:1&catalogUrl=jdbc:postgresql://p/d",
              "redisUri=redis://r:1&clickhouseUrl=http://u:hunter2@c:1&catalogUrl=jdbc:postgresql://p/d",
              "redisUri=redis://:hunter2@127.0.0.1:1&clickhouseUrl=http://127.0.0.1:1"
                  + "&catalogUrl=jdbc:postgresql://127.0.0.1:1/d?password%3Dhunter2&catalogPassword=hunter2",
              "redisUri=redis://:hunter2@127.0.0.1:1&clickhouseUrl=http://127.0.0.1:1"
                  + "&catalogUrl=jdbc:nothing://127.0.0.1:1/d?password%3Dhunter2")) {
        assertThatThrownBy(
                () -> {
                  try (Connection connection =
                      DriverManager.getConnection("jdbc:timestore://h/?" + stores)) {
                    assertThat(connection.getMetaData().getURL()).doesNotContain("hunter2");
                    connection.createStatement().executeQuery("SELECT * FROM t");
                  }
                })
            .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hunter2"));
      }
    } finally {
      root.setLevel(before);
      root.removeHandler(handler);
    }
    assertThat(String.join("\n", logged)).doesNotContain("hunter2");
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Keeps what is logged. */
  private static final class Recorder extends Handler {
    private final List<String> logged;

    Recorder(List<String> logged) {
      this.logged = logged;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      Throwable thrown = record.getThrown();
      logged.add(record.getMessage() + (thrown == null ? "" : stackTrace(thrown)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
