package io.timestore.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./timestore verify}. */
@Command(
    name = "timestore verify",
    mixinStandardHelpOptions = true,
    version = "timestore 0.1.0",
    description =
        "Proves that no acknowledged row is lost, doubled or missed: writers and readers work on a"
            + " stack of its own while its parts are killed, stopped, slowed and cut off.",
    footer = {
      "",
      "A run takes about a minute longer than its faults: the stack is started before, and what is"
          + " left is flushed and compared after. Progress goes to standard error, the table to"
          + " standard output."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise held; with --mutation or --mutations, each was caught",
      "1:a promise was broken; with --mutation or --mutations, one was not caught",
      "2:wrong usage",
      "3:the run could not be done"
    },
    exitCodeOnExecutionException = VerifyMain.NOT_DONE)
public final class VerifyMain implements Callable<Integer> {
  static final int NOT_DONE = 3;

  @Spec private @Nullable CommandSpec spec;

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

  @Option(
      names = "--writers",
      defaultValue = "4",
      paramLabel = "N",
      description = "Writers (${DEFAULT-VALUE}); every fourth one sends no idempotency keys.")
  private int writers;

  @Option(
      names = "--readers",
      defaultValue = "3",
      paramLabel = "N",
      description = "Readers (${DEFAULT-VALUE}).")
  private int readers;

  @ArgGroup private Instead instead = new Instead();

  /** What is done instead of a run with faults: one of these. */
  static final class Instead {
    @Option(
        names = "--mutation",
        paramLabel = "NAME",
        converter = MutationName.class,
        description =
            "Break the protocol on purpose: skip-seal, trim-early, skip-generation-check,"
                + " event-time-watermark or no-fencing.")
    private @Nullable Mutation mutation;

    @Option(
        names = "--mutations",
        description = "Break the protocol in every way, one after another; each must be caught.")
    private boolean mutations;

    @Option(
        names = "--flood",
        description =
            "Send far more than can be flushed, and see that memory stays under its limits,"
                + " requests are refused with 429, and nothing acknowledged is missing.")
    private boolean flood;
  }

  private static final class MutationName implements ITypeConverter<Mutation> {
    @Override
    public Mutation convert(String word) {
      for (Mutation mutation : Mutation.values()) {
        if (mutation.word().equalsIgnoreCase(word)) {
          return mutation;
        }
      }
      throw new TypeConversionException(
          "'"
              + word
              + "' is not a mutation; known are "
              + Stream.of(Mutation.values()).map(Mutation::word).toList());
    }
  }

  private static final int FEW_ROWS = 40;
  private static final int FLOOD_ROWS = 2_000;
  private static final Map<String, String> FLOOD_LIMITS =
      Map.of("redis.maxRows", "100000", "redis.maxLaneRows", "100000");

  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new VerifyMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("verify could not be done: " + failure);
              return NOT_DONE;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    refuse(minutes <= 0, "--minutes is " + minutes + ", but more than 0 is accepted");
    refuse(writers < 1, "--writers is " + writers + ", but 1 or more is accepted");
    refuse(readers < 1, "--readers is " + readers + ", but 1 or more is accepted");
    long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
    if (instead.mutations) {
      return mutations(chosen, List.of(Mutation.values()));
    }
    if (instead.mutation != null) {
      return mutations(chosen, List.of(instead.mutation));
    }
    VerifyResult result = run(chosen, null);
    System.out.print(Report.of(result));
    return result.violations().isEmpty() ? 0 : 1;
  }

  private void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), what);
    }
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
            instead.flood ? FLOOD_ROWS : FEW_ROWS,
            instead.flood ? FLOOD_LIMITS : Map.of(),
            instead.flood);
    System.err.println(
        "seed "
            + chosen
            + (broken == null ? "" : ", mutation " + broken.word())
            + ": starting a stack");
    return new VerifyRun(options, line -> System.err.println("  " + line)).run();
  }

  private int mutations(long chosen, List<Mutation> all) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    boolean caught = true;
    for (Mutation broken : all) {
      VerifyResult result = run(chosen, broken);
      caught &= !result.violations().isEmpty();
      lines.add(Report.ofMutation(broken, result));
      System.err.println("  " + lines.get(lines.size() - 1));
    }
    lines.forEach(System.out::println);
    return caught ? 0 : 1;
  }
}
