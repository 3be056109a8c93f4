package io.timestore.bench;

import io.timestore.bench.BenchResult.ColdStart;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Starts fresh JVMs that connect and ask one question, by turns with each driver. timestore's is
 * the one jar that users install, if the property {@value #ONE_JAR} says where it is.
 */
final class ColdStarts {
  private static final String ONE_JAR = "timestore.driver.jar";

  private ColdStarts() {}

  static List<ColdStart> run(BenchStack stack, FlightTables tables, int runs) throws IOException {
    List<ColdStart> starts = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      starts.add(
          start(
              "timestore",
              oneJar(),
              BenchStack.timestoreUrl(),
              stack.timestoreProperties("auto"),
              Shape.GROUP_BY_KEY.timestoreSql()));
      starts.add(
          start(
              "clickhouse-jdbc",
              System.getProperty("java.class.path"),
              stack.clickHouseJdbcUrl(),
              new Properties(),
              Shape.GROUP_BY_KEY.clickHouseSql(tables)));
    }
    return starts;
  }

  private static String oneJar() throws IOException {
    String jar = System.getProperty(ONE_JAR);
    if (jar == null) {
      return System.getProperty("java.class.path");
    }
    URL own = FirstQuery.class.getProtectionDomain().getCodeSource().getLocation();
    try {
      return jar + File.pathSeparator + Path.of(own.toURI());
    } catch (URISyntaxException e) {
      throw new IOException("no class path for a fresh JVM: " + own, e);
    }
  }

  private static ColdStart start(
      String driver, String classPath, String url, Properties properties, String sql)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=UTC",
                "-cp",
                classPath,
                FirstQuery.class.getName(),
                url,
                sql)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      properties.store(in, null);
    }
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the JVM with " + driver + " ended without an answer, see above");
      }
      String[] times = line.split(" ", -1);
      return new ColdStart(
          driver,
          Double.parseDouble(times[0]),
          Double.parseDouble(times[1]),
          Double.parseDouble(times[2]),
          Double.parseDouble(times[3]));
    } finally {
      process.destroy();
    }
  }
}
