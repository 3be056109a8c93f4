package io.timestore.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.timestore.bench.BenchResult.Cell;
import io.timestore.bench.BenchResult.ColdStart;
import io.timestore.bench.BenchResult.Planning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes what a run measured as JSON and Markdown, with plots. */
final class BenchReport {
  private BenchReport() {}

  static void write(BenchResult result, Path folder) throws IOException {
    Files.createDirectories(folder);
    JsonMapper json = JsonMapper.builder().build();
    Files.writeString(
        folder.resolve("bench.json"),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    Files.writeString(folder.resolve("bench.md"), markdown(result));
    BenchPlots.write(result, folder);
  }

  static String markdown(BenchResult result) {
    StringBuilder text = new StringBuilder("# timestore beside clickhouse-jdbc\n\n");
    BenchResult.Machine machine = result.machine();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %d processors, load %.1f before and %.1f after, Java %s, %s. %,d cold rows.\n\n",
            machine.date(),
            machine.processors(),
            machine.loadBefore(),
            machine.loadAfter(),
            machine.java(),
            machine.os(),
            result.coldRows()));
    aims(text, Aim.of(result));
    merge(text, result.mergeLatency());
    planning(text, result.planning());
    starts(text, result.coldStart());
    BenchResult.ClientRate rate = result.clientRate();
    text.append(
        String.format(
            Locale.ROOT,
            "\n## Rows to the client\n\n%,d rows of ten columns: timestore %,.0f rows/s,"
                + " clickhouse-jdbc %,.0f rows/s, ratio %.2f\n",
            rate.rows(),
            rate.timestoreRowsPerSecond(),
            rate.clickHouseRowsPerSecond(),
            rate.ratio()));
    return text.toString();
  }

  private static void aims(StringBuilder text, List<Aim> aims) {
    text.append(
        """
        ## Aims

        Ratios to clickhouse-jdbc on the cold rows alone.

        | aim | limit | measured | verdict |
        |---|---|---|---|
        """);
    for (Aim aim : aims) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | at %s %.1fx | %.2fx | %s |\n",
              aim.name(),
              aim.atMost() ? "most" : "least",
              aim.limit(),
              aim.value(),
              aim.verdict()));
    }
  }

  private static void merge(StringBuilder text, List<Cell> cells) {
    text.append(
        "\n"
            + "## Merge latency\n\n"
            + "Milliseconds. *difference* is the median over pairs of runs made one after the"
            + " other, with the error that it has in 19 of 20 runs at most; *ratio* is p50 over"
            + " p50.\n\n"
            + "| shape | tail | strategy | took | rows | timestore p50 | p99 | clickhouse-jdbc p50"
            + " | p99 | difference | ratio |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (Cell c : cells) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %s | %s | %,d | %.2f | %.2f | %.2f | %.2f | %s | %.2f |\n",
              c.shape(),
              c.tailRows(),
              c.strategy(),
              c.used(),
              c.rows(),
              c.timestoreP50(),
              c.timestoreP99(),
              c.clickHouseP50(),
              c.clickHouseP99(),
              Lines.difference(c),
              c.ratio()));
    }
  }

  private static void planning(StringBuilder text, List<Planning> times) {
    text.append("\n## Planning\n\n| statement | kind | p50 ms | p99 ms |\n|---|---|---|---|\n");
    for (Planning p : times) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.4f | %.4f |\n",
              p.statement(),
              p.kind(),
              p.p50(),
              p.p99()));
    }
  }

  private static void starts(StringBuilder text, List<ColdStart> starts) {
    text.append(
        """

        ## Fresh JVM

        | driver | JVM start ms | connect ms | first query ms | second query ms |
        |---|---|---|---|---|
        """);
    for (ColdStart s : starts) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.0f | %.0f | %.1f |\n",
              s.driver(),
              s.jvm(),
              s.connect(),
              s.firstQuery(),
              s.secondQuery()));
    }
  }
}
