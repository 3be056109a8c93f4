package io.timestore.cli;

import io.timestore.embedded.StackSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: checks what the stack needs and says what to do about what is missing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check this machine and the stack; exit code 0 if all is well, else 1")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Override
  public Integer call() {
    StackSettings settings = options.settings();
    PrintWriter out = spec.commandLine().getOut();
    List<Checkup.Finding> findings = new Checkup(settings).run();
    boolean well = true;
    for (Checkup.Finding finding : findings) {
      well &= finding.ok();
      out.printf("%-4s  %-22s %s%n", finding.ok() ? "ok" : "FAIL", finding.what(), finding.found());
      if (!finding.ok()) {
        out.printf("      %-22s → %s%n", "", finding.remedy());
      }
    }
    out.println(well ? "All is well." : "Something is missing, see above.");
    return well ? 0 : Main.FAILED;
  }
}
