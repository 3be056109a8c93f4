package io.timestore.cli.shell;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Holds text back until it is longer than the screen, and then starts the pager for all of it; a
 * shorter one goes to the screen when this is closed. When the pager has ended, writing fails. For
 * one thread.
 */
final class PagerWriter extends Writer {
  private final Terminal terminal;
  private final List<String> command;
  private final StringBuilder held = new StringBuilder();
  private int lines;
  private @Nullable Process pager;
  private @Nullable Writer toPager;

  /**
   * @param command the pager's words
   */
  PagerWriter(Terminal terminal, List<String> command) {
    super(terminal);
    this.terminal = terminal;
    this.command = command;
  }

  /** The pager that the environment names. */
  static List<String> command() {
    String named = System.getenv("PAGER");
    return List.of("/bin/sh", "-c", named == null || named.isBlank() ? "less" : named);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    Writer open = toPager;
    if (open != null) {
      open.write(text, from, length);
      return;
    }
    held.append(text, from, length);
    for (int i = from; i < from + length; i++) {
      lines += text[i] == '\n' ? 1 : 0;
    }
    if (lines >= terminal.getHeight() - 1 && terminal.getHeight() > 1) {
      start();
    }
  }

  private void start() throws IOException {
    terminal.writer().flush();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putIfAbsent("LESS", "-RSFX");
    Process started =
        builder
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    pager = started;
    Writer open = started.outputWriter(StandardCharsets.UTF_8);
    toPager = open;
    open.append(held);
    held.setLength(0);
  }

  @Override
  public void flush() throws IOException {
    Writer open = toPager;
    if (open != null) {
      open.flush();
    }
  }

  /** Ends with the pager. A pager that was left early has read what it wanted. */
  @Override
  public void close() throws IOException {
    Process started = pager;
    Writer open = toPager;
    if (started == null || open == null) {
      terminal.writer().append(held);
      terminal.writer().flush();
      held.setLength(0);
      return;
    }
    try {
      open.close();
    } catch (IOException left) {
      if (started.isAlive()) {
        throw left;
      }
    }
    boolean interrupted = false;
    while (true) {
      try {
        started.waitFor();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
