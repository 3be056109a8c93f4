package io.timestore.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./timestore verify}. */
@Command(
    name = "timestore verify",
    mixinStandardHelpOptions = true,
    version = "timestore 0.1.0",
    description =
        "Proves that no acknowledged row is lost, doubled or missed: writers and readers work on a"
            + " stack of its own while its parts are killed, stopped, slowed and cut off.",
    footer = {"", "Exit codes: 0 every promise held, 1 one was broken, 2 wrong usage."})
public final class VerifyMain implements Callable<Integer> {
  @Option(
      names = "--minutes",
      defaultValue = "2",
      paramLabel = "N",
      description = "How long faults are injected (${DEFAULT-VALUE}; fractions are fine).")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all choices; without it, one from the clock.")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds of faults, of ${COMPLETION-CANDIDATES}; default all.")
  private List<Nemesis.Kind> faults = List.of(Nemesis.Kind.values());

  @Option(names = "--writers", defaultValue = "4", description = "Writers (${DEFAULT-VALUE}).")
  private int writers;

  @Option(names = "--readers", defaultValue = "3", description = "Readers (${DEFAULT-VALUE}).")
  private int readers;

  @Option(
      names = "--mutation",
      paramLabel = "NAME",
      description =
          "Break the protocol on purpose: skip-seal, trim-early, skip-generation-check,"
              + " event-time-watermark or no-fencing.")
  private @Nullable String mutation;

  @Option(
      names = "--mutations",
      description = "Break the protocol in every way, one after another; each must be caught.")
  private boolean mutations;

  @Option(
      names = "--flood",
      description =
          "Instead of faults: send far more than can be flushed, and see that memory stays bounded,"
              + " requests are refused with 429, and nothing acknowledged is missing.")
  private boolean flood;

  private static final int FEW_ROWS = 40;
  private static final int FLOOD_ROWS = 2_000;
  private static final Map<String, String> FLOOD_LIMITS =
      Map.of("redis.maxRows", "100000", "redis.maxLaneRows", "100000");

  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    System.exit(
        new CommandLine(new VerifyMain())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
    if (mutations) {
      return allMutations(chosen);
    }
    VerifyResult result = run(chosen, mutation == null ? null : Mutation.named(mutation));
    System.out.print(Report.of(result));
    return result.violations().isEmpty() ? 0 : 1;
  }

  private VerifyResult run(long chosen, @Nullable Mutation broken) throws InterruptedException {
    VerifyOptions options =
        new VerifyOptions(
            Duration.ofMillis((long) (minutes * 60_000)),
            chosen,
            faults,
            writers,
            readers,
            broken,
            flood ? FLOOD_ROWS : FEW_ROWS,
            flood ? FLOOD_LIMITS : Map.of(),
            flood);
    System.err.println("seed " + chosen + (broken == null ? "" : ", mutation " + broken.word()));
    return new VerifyRun(options, line -> System.err.println("  " + line)).run();
  }

  private int allMutations(long chosen) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    boolean all = true;
    for (Mutation broken : Mutation.values()) {
      VerifyResult result = run(chosen, broken);
      boolean caught = !result.violations().isEmpty();
      all &= caught;
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %-12s %s",
              broken.word(),
              caught ? "caught" : "NOT CAUGHT",
              caught
                  ? String.format(
                      Locale.ROOT,
                      "after %.1f s: %s: %s",
                      result.time().toMillis() / 1e3,
                      result.violations().get(0).kind().word(),
                      result.violations().get(0).what())
                  : ""));
    }
    lines.forEach(System.out::println);
    return all ? 0 : 1;
  }
}
