package io.timestore.bench;

import io.timestore.bench.BenchResult.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link PlanningBenchmark} under JMH, whose samples give the percentiles. */
final class PlanningTimes {
  private static final double MICROS_PER_MILLI = 1e3;
  private static final Map<String, String> KINDS =
      Map.of(
          "uncached", "uncached",
          "cachedText", "cached text",
          "cachedShape", "cached shape");
  private static final double MEDIAN = 50;
  private static final double LAST = 99;

  private PlanningTimes() {}

  static List<Planning> run(BenchOptions options) throws RunnerException {
    // Another run on this machine disturbs this one no more than anything else that runs.
    System.setProperty("jmh.ignoreLock", "true");
    List<Planning> times = new ArrayList<>();
    run(options, "uncached", null, times);
    run(options, "cached.*", PlanningBenchmark.SMALL, times);
    run(options, "cached.*", PlanningBenchmark.JOIN, times);
    return times;
  }

  private static void run(
      BenchOptions options, String methods, @Nullable String statement, List<Planning> times)
      throws RunnerException {
    ChainedOptionsBuilder jmh =
        new OptionsBuilder()
            .include(PlanningBenchmark.class.getSimpleName() + "." + methods)
            .mode(Mode.SampleTime)
            .forks(options.planning().forks())
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(options.planning().warmUp().toMillis()))
            .measurementIterations(2)
            .measurementTime(TimeValue.milliseconds(options.planning().time().toMillis()))
            .verbosity(VerboseMode.SILENT);
    if (statement != null) {
      jmh.param("statement", statement);
    }
    for (RunResult result : new Runner(jmh.build()).run()) {
      Statistics samples = result.getPrimaryResult().getStatistics();
      String method = result.getPrimaryResult().getLabel();
      times.add(
          new Planning(
              result.getParams().getParam("statement"),
              KINDS.getOrDefault(method, method),
              samples.getPercentile(MEDIAN) / MICROS_PER_MILLI,
              samples.getPercentile(LAST) / MICROS_PER_MILLI));
    }
  }
}
