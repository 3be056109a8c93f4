package io.timestore.cli;

import io.timestore.embedded.Endpoint;
import io.timestore.embedded.FreePorts;
import io.timestore.embedded.Probe;
import io.timestore.embedded.StackComponent;
import io.timestore.embedded.StackSettings;
import io.timestore.embedded.StackState;
import io.timestore.embedded.StateFile;
import io.timestore.embedded.chdb.EngineLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks of {@code doctor}, in the order in which trouble would show. */
final class Checkup {
  private static final int JAVA_LEAST = 17;
  private static final long DISK_LEAST = 2L << 30;

  private final StackSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One thing that was checked.
   *
   * @param remedy what to do if it is not ok
   */
  record Finding(boolean ok, String what, String found, String remedy) {}

  Checkup(StackSettings settings) {
    this.settings = settings;
  }

  List<Finding> run() {
    int java = Runtime.version().feature();
    add(java >= JAVA_LEAST, "Java", "" + java, "Install a JDK of version 17 or later");
    if (Launcher.inSourceTree()) {
      program("Maven", "mvn", "Install Maven 3.8.6 or later; it builds timestore");
    }
    if (!settings.isExternal(StackComponent.ENGINE)) {
      engine();
    }
    folder();
    components();
    return findings;
  }

  private void engine() {
    Path library = EngineLibrary.expected();
    boolean fetched = Files.exists(library);
    if (!fetched) {
      program("npm", "npm", "Install npm; it fetches the ClickHouse engine");
    }
    add(
        fetched,
        "ClickHouse engine",
        library.toString(),
        Launcher.command("engine fetch")
            + " fetches it (Linux on x86-64 with glibc), or give --clickhouse-url");
  }

  private void program(String what, String program, String remedy) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("\u001b\\[[0-9;]*m", "");
      boolean ok = process.onExit().join().exitValue() == 0;
      add(ok, what, output.lines().findFirst().orElse(""), remedy);
    } catch (IOException e) {
      add(false, what, "not found", remedy);
    }
  }

  private void folder() {
    Path home = settings.home();
    Path existing = home;
    for (Path parent = home; parent != null && !Files.exists(existing); ) {
      parent = parent.getParent();
      existing = parent == null ? existing : parent;
    }
    boolean writable = Files.isDirectory(existing) && Files.isWritable(existing);
    add(
        writable,
        "Data folder",
        home + (writable ? " is writable" : " is not writable"),
        "Choose another with --data or TIMESTORE_HOME");
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      add(
          free >= DISK_LEAST,
          "Disk space",
          (free >> 20) + " MiB free",
          "Free at least " + (DISK_LEAST >> 20) + " MiB or move the data folder");
    } catch (IOException e) {
      add(false, "Disk space", String.valueOf(e.getMessage()), "Check the data folder's disk");
    }
  }

  private void components() {
    Optional<StackState> stack =
        StateFile.under(settings.home()).read().filter(state -> state.supervisor().isPresent());
    if (stack.isPresent()) {
      stack
          .get()
          .components()
          .forEach(
              component ->
                  answers(
                      component.kind(),
                      settings.isExternal(component.kind())
                          ? settings.endpoint(component.kind())
                          : component.endpoint()));
      return;
    }
    for (StackComponent kind : StackComponent.values()) {
      if (settings.isExternal(kind)) {
        answers(kind, settings.endpoint(kind));
      } else {
        int port = settings.port(kind);
        boolean free = FreePorts.isFree(port);
        add(
            free,
            "Port of " + kind.label(),
            port + (free ? " is free" : " is taken by another program"),
            "Choose another base port with --port or TIMESTORE_PORT (now "
                + settings.basePort()
                + ")");
      }
    }
    add(true, "Stack", "not running; " + Launcher.command("up --detach") + " starts it", "");
  }

  private void answers(StackComponent kind, Endpoint endpoint) {
    try {
      Probe.check(kind, endpoint);
      add(true, kind.label(), "answers at " + endpoint, "");
    } catch (IOException e) {
      add(
          false,
          kind.label(),
          "does not answer at " + endpoint + ": " + e.getMessage(),
          "See " + settings.home().resolve("log").resolve(kind.label() + ".log"));
    }
  }

  private void add(boolean ok, String what, String found, String remedy) {
    findings.add(new Finding(ok, what, found, remedy));
  }
}
