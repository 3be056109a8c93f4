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
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The driver as one jar, as it was packaged: what is in it, and that it works alone. */
final class OneJarIT {
  private static final Pattern OURS =
      Pattern.compile(
          "(?:io/timestore/.*|META-INF/(?:MANIFEST\\.MF|.*LICENSE|NOTICE|DEPENDENCIES)"
              + "|META-INF/services/(?:java\\.sql\\.Driver|io\\.timestore\\..*))");
  private static final Path JAR = Path.of(System.getProperty("timestore.one-jar"));
  private static DriverStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("one_jar", 60, 100);
  }

  @AfterAll
  static void stop() {
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
      ZipEntry drivers = Objects.requireNonNull(jar.getEntry("META-INF/services/java.sql.Driver"));
      assertThat(new String(jar.getInputStream(drivers).readAllBytes(), StandardCharsets.UTF_8))
          .isEqualToIgnoringWhitespace(TimestoreDriver.class.getName());
    }
    assertThat(Files.size(JAR)).as("bytes of the jar").isLessThan(50L << 20);
  }

  @Test
  void itRunsAloneInAClassLoaderOfItsOwn() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      List<Driver> drivers =
          ServiceLoader.load(Driver.class, loader).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      assertThat(drivers).hasSize(1);
      Driver driver = drivers.get(0);
      assertThat(driver.getClass().getClassLoader()).isSameAs(loader);
      try (Connection connection = driver.connect(stack.url(), new Properties());
          PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT COUNT(*), MAX(name), SUM(price) FROM one_jar WHERE n <= ?")) {
        statement.setInt(1, 80);
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(row.getInt(1)).isEqualTo(80);
          assertThat(row.getString(2)).isEqualTo("näme 80");
        }
        assertThat(connection.getMetaData().getDriverName()).contains("timestore");
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void jshellQueriesWithTheJarAlone() throws Exception {
    String script =
        """
        try (var c = java.sql.DriverManager.getConnection("%s"); \
        var r = c.createStatement().executeQuery("SELECT COUNT(*) FROM one_jar")) \
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
    assertThat(output).contains("rows 100 drivers [TimestoreDriver]");
  }
}
