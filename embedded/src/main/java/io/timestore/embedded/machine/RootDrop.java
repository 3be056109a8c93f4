package io.timestore.embedded.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes commands that PostgreSQL accepts from root, which it refuses to run as: in a user namespace
 * of its own ({@code unshare -U}) a process keeps root's files and is not root.
 */
public final class RootDrop {
  private RootDrop() {}

  public static List<String> command(List<String> command) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    if (!unshareWorks()) {
      throw new IOException(
          "PostgreSQL does not run as root, and 'unshare -U' does not work here. Run timestore as"
              + " another user, or give an external catalog with --catalog-url.");
    }
    List<String> dropped = new ArrayList<>(List.of("unshare", "-U"));
    dropped.addAll(command);
    return dropped;
  }

  private static boolean unshareWorks() throws IOException {
    try {
      Process process = new ProcessBuilder("unshare", "-U", "true").start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
