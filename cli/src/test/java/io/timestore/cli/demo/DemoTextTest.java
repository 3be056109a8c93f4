package io.timestore.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.cli.demo.DemoReport.Answer;
import io.timestore.cli.demo.DemoReport.Comparison;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTextTest {
  @Test
  void showsBothAnswersAndEveryFailure() {
    SelfCheck checks = new SelfCheck();
    checks.equal("rows", 3_000_000L, 2_999_999L);
    checks.between("flights while they arrive", 10, 20, 15);
    Comparison comparison =
        new Comparison(
            "How many?",
            "SELECT COUNT(*) AS flights FROM flights.records",
            new Answer(List.of("flights"), List.of(List.of("2900000")), 3.5),
            new Answer(List.of("flights"), List.of(List.of("2950500")), 12.25),
            new AnswerOrigin("ship-tail", List.of(812L), 2_900_000, 50_500));
    String text = print(report(checks, comparison));
    assertThat(text)
        .contains("2900000", "2950500", "2,900,000 cold and 50,500 hot rows", "watermark 812")
        .contains("FAIL  rows", "FAILED: rows: expected 3000000, found 2999999")
        .contains("ok    flights while they arrive")
        .contains("Something is wrong");
  }

  private static DemoReport report(SelfCheck checks, Comparison comparison) {
    return new DemoReport(
        checks.failures().isEmpty(),
        "jdbc:timestore://127.0.0.1:7400/",
        12.5,
        null,
        null,
        List.of(comparison),
        checks.all(),
        checks.failures());
  }

  private static String print(DemoReport report) {
    StringWriter text = new StringWriter();
    new DemoText(new PrintWriter(text)).print(report);
    return text.toString();
  }
}
