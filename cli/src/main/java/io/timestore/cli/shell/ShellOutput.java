package io.timestore.cli.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where answers go: to the screen, through a pager, or to a file. For one thread. */
final class ShellOutput implements AutoCloseable {
  private final PrintWriter screen;
  private final @Nullable Supplier<PagerWriter> pagers;
  private boolean paging;
  private @Nullable PrintWriter file;

  /**
   * @param pagers null where nobody looks at a screen
   */
  ShellOutput(PrintWriter screen, @Nullable Supplier<PagerWriter> pagers) {
    this.screen = screen;
    this.pagers = pagers;
    this.paging = pagers != null;
  }

  /** What to print an answer to. */
  interface Printing<E extends Exception> {
    void to(PrintWriter out) throws E;
  }

  /** Prints an answer, through the pager if there is one. */
  <E extends Exception> void print(Printing<E> printing) throws E {
    PrintWriter toFile = file;
    if (toFile != null) {
      printing.to(toFile);
      toFile.flush();
    } else if (paging && pagers != null) {
      try (PrintWriter paged = new PrintWriter(pagers.get())) {
        printing.to(paged);
      }
    } else {
      printing.to(screen);
      screen.flush();
    }
  }

  /** Prints to the screen in any case. */
  void say(String line) {
    screen.println(line);
    screen.flush();
  }

  boolean pages() {
    return paging;
  }

  void page(boolean on) {
    paging = on && pagers != null;
  }

  /**
   * Sends what follows to a file, null for the screen.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  void redirect(@Nullable Path path) {
    close();
    if (path != null) {
      try {
        file = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    PrintWriter open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
