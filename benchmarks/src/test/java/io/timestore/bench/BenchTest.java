package io.timestore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark works, on few rows and with few repetitions. */
final class BenchTest {
  @Test
  void aRunWritesResultsThatMakeSense(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>();
    BenchResult result = new BenchRun(BenchOptions.smoke(folder), lines::add).run();
    BenchReport.write(result, folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
    int cells = Shape.values().length * (1 + 3);
    assertThat(json.path("mergeLatency")).hasSize(cells);
    assertThat(result.mergeLatency())
        .allSatisfy(
            c -> {
              assertThat(c.timestoreP50()).isPositive().isLessThanOrEqualTo(c.timestoreP99());
              assertThat(c.clickHouseP50()).isPositive();
            });
    assertThat(result.mergeLatency())
        .filteredOn(c -> !c.shape().equals("point") && !c.shape().equals("hour buckets"))
        .allSatisfy(c -> assertThat(c.rows()).isPositive());
    assertThat(result.mergeLatency().get(0).used()).isEqualTo("cold-only");
    assertThat(result.mergeLatency())
        .filteredOn(c -> c.strategy().equals("ship-tail"))
        .allSatisfy(c -> assertThat(c.used()).isIn("ship-tail", "cold-only"));
    assertThat(rowsOf(result, 1_000) - rowsOf(result, 0)).isEqualTo(1_000);
    assertThat(result.planning()).hasSize(24 + 2 + 2);
    assertThat(result.coldStart()).hasSize(2).allSatisfy(s -> assertThat(s.total()).isPositive());
    assertThat(result.clientRate().ratio()).isPositive();
    assertThat(Files.readString(folder.resolve("bench.md")))
        .contains("## Aims", "| full scan | 1,000 | ship-tail | ship-tail | 21,000 |");
    assertThat(Aim.of(result)).hasSize(Shape.values().length + 1);
    for (String plot : List.of("merge-latency.svg", "planning.svg", "client-rate.svg")) {
      byte[] svg = Files.readAllBytes(folder.resolve(plot));
      assertThat(new String(svg, StandardCharsets.UTF_8)).contains("<rect").doesNotContain("NaN");
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg));
    }
  }

  private static long rowsOf(BenchResult result, int tail) {
    return result.mergeLatency().stream()
        .filter(c -> c.shape().equals(Shape.FULL_SCAN.title()) && c.tailRows() == tail)
        .findFirst()
        .orElseThrow()
        .rows();
  }

  @Test
  void percentilesAreByNearestRank() {
    Samples samples = new Samples();
    for (int i = 100; i >= 1; i--) {
      samples.add(i * 1_000_000L);
    }
    assertThat(samples.millis(50)).isEqualTo(50);
    assertThat(samples.millis(99)).isEqualTo(99);
    assertThat(new Samples().millis(50)).isNaN();
  }

  @Test
  void allQueriesOfTpchAreThere() {
    assertThat(Tpch.queries()).hasSize(22).allSatisfy((name, sql) -> assertThat(sql).isNotBlank());
  }
}
