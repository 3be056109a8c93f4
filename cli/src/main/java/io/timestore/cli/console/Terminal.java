package io.timestore.cli.console;

/** What the launcher found out about the terminal, which Java cannot tell for each stream. */
public final class Terminal {
  private Terminal() {}

  /** Whether a person types and reads. */
  public static boolean isInteractive() {
    return Boolean.getBoolean("timestore.interactive");
  }

  /** Whether standard error is shown on a terminal, where a bar can move. */
  public static boolean showsBars() {
    return Boolean.getBoolean("timestore.bars");
  }
}
