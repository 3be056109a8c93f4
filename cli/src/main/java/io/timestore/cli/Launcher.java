package io.timestore.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the start script knows: where timestore is installed and how a person calls it. */
public final class Launcher {
  private Launcher() {}

  /** The folder of the distribution or of the source tree. */
  static Path root() {
    return Path.of(System.getProperty("timestore.root", ".")).toAbsolutePath().normalize();
  }

  /** Whether this runs from the source tree. */
  static boolean inSourceTree() {
    return Files.exists(root().resolve("pom.xml"));
  }

  /** A command line as a person would type it. */
  public static String command(String words) {
    return System.getProperty("timestore.command", "./timestore") + " " + words;
  }
}
