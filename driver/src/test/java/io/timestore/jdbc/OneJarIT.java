package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver as one jar, as it was packaged: what is in it, and that it works alone. */
final class OneJarIT {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:io/timestore/.*|META-INF/(?:MANIFEST\\.MF|.*LICENSE|NOTICE|DEPENDENCIES)"
              + "|META-INF/services/(?:java\\.sql\\.Driver|io\\.timestore\\..*))");
  private static DriverStack stack;
  private static final Path JAR = Path.of(System.getProperty("timestore.one-jar"));
  private static URLClassLoader loader;
  private static ClassLoader before;
  private static Connection connection;

  /** Connects with a driver that sees the JDK and the jar alone. */
  @BeforeAll
  static void start() throws IOException, SQLException {
    stack = new DriverStack();
    stack.fill("one_jar", 60, 100);
    loader =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    List<Driver> drivers =
        ServiceLoader.load(Driver.class, loader).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(drivers).hasSize(1);
    connection = drivers.get(0).connect(stack.url(), new Properties());
  }

  @AfterAll
  static void stop() throws IOException, SQLException {
    Thread.currentThread().setContextClassLoader(before);
    connection.close();
    loader.close();
    stack.close();
  }

  @Test
  void nothingForeignIsInTheJar() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> foreign =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.endsWith("/") && !OURS.matcher(name).matches())
              .toList();
      assertThat(foreign).isEmpty();
      assertThat(jar.stream().map(ZipEntry::getName))
          .as("libraries of another language's, which look for their classes under the old names")
          .noneMatch(name -> name.matches(".*\\.(dll|so|dylib|jnilib)"));
      ZipEntry drivers = Objects.requireNonNull(jar.getEntry("META-INF/services/java.sql.Driver"));
      assertThat(new String(jar.getInputStream(drivers).readAllBytes(), StandardCharsets.UTF_8))
          .isEqualToIgnoringWhitespace(TimestoreDriver.class.getName());
    }
    assertThat(Files.size(JAR)).as("bytes of the jar").isLessThan(50L << 20);
  }

  @Test
  void itRunsAloneInAClassLoaderOfItsOwn() throws SQLException {
    assertThat(connection.getClass().getClassLoader()).isSameAs(loader);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*), MAX(name), SUM(price) FROM one_jar WHERE n <= ?")) {
      statement.setInt(1, 80);
      assertThat(rows(statement)).containsExactly("80|näme 80|21.87");
    }
    assertThat(connection.getMetaData().getDriverName()).contains("timestore");
  }

  /** Java code is written, compiled and loaded at run time; it names the packaged classes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT JSON_VALUE(j, '$.a'), SUM(n) FROM (SELECT '{"a": ' || CAST(MOD(n, 2) AS VARCHAR) || '}' AS j, n FROM one_jar) AS t GROUP BY JSON_VALUE(j, '$.a') ORDER BY 1; 0|2550 1|2500
          SELECT MAX(CAST(JSON_VALUE('{"a": ' || CAST(n AS VARCHAR) || '}', '$.a') AS BIGINT) * 2) FROM one_jar; 200
          SELECT JSON_OBJECT('name' VALUE name) FROM one_jar WHERE n IN (1, 3); {"name":"näme 1"} {"name":null}
          SELECT TRANSLATE(name, 'n', 'x'), time FROM one_jar WHERE n = 97; xäme 97|2001-01-01 00:01:37.000097
          SELECT MOD(MAX(price), 0.3), MODE(ok) FROM one_jar WHERE n = 100; 0.10|false
          SELECT ARRAY_AGG(n ORDER BY n DESC), LISTAGG(TRANSLATE(name, 'e', 'é'), ',') WITHIN GROUP (ORDER BY n) FROM one_jar WHERE n < 5; [4,3,2,1]|nämé 1,nämé 2,nämé 4
          SELECT n, u FROM one_jar, UNNEST(STRING_TO_ARRAY(name, ' ')) AS v(u) WHERE n = 2; 2|näme 2|2
          SELECT a.n, ROW_NUMBER() OVER (ORDER BY TRANSLATE(a.name, 'e', 'é') DESC) FROM one_jar AS a JOIN one_jar AS b ON TRANSLATE(a.name, 'n', 'x') = TRANSLATE(b.name, 'n', 'x') WHERE a.n < 3; 2|1 1|2
          """)
  void theDriverComputesFromTheJar(String sql, String answer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
      assertThat(String.join(" ", rows(statement))).isEqualTo(answer);
      assertThat(rows(explain).get(0)).startsWith("strategy: run-here");
    }
  }

  @Test
  void gapsAreFilled() throws SQLException {
    String sql =
        "SELECT time_bucket_gapfill('1 minute', time, '2001-01-01 00:00:00', '2001-01-01 00:04:00')"
            + " AS m, COUNT(*), locf(MAX(n)), interpolate(MAX(n)) FROM one_jar GROUP BY m ORDER BY"
            + " m";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      assertThat(rows(statement))
          .containsExactly(
              "2001-01-01 00:00:00.0|59|59|59.0",
              "2001-01-01 00:01:00.0|41|100|100.0",
              "2001-01-01 00:02:00.0|null|100|null",
              "2001-01-01 00:03:00.0|null|100|null");
    }
  }

  private static List<String> rows(PreparedStatement statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  @Test
  void jshellQueriesWithTheJarAlone() throws Exception {
    String script =
        """
        try (var c = java.sql.DriverManager.getConnection("%s"); \
        var r = c.createStatement().executeQuery( \
        "SELECT COUNT(*) FROM one_jar WHERE TRANSLATE(name, 'n', 'x') <> ''")) \
        { r.next(); System.out.println("rows " + r.getLong(1) + " drivers " \
        + java.sql.DriverManager.drivers().map(d -> d.getClass().getSimpleName()).toList()); }
        """
            .formatted(stack.url());
    Process jshell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "--class-path",
                JAR.toString(),
                "-s",
                "-")
            .redirectErrorStream(true)
            .start();
    jshell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    jshell.getOutputStream().close();
    String output = new String(jshell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jshell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEqualTo("rows 67 drivers [TimestoreDriver]\n");
  }
}
