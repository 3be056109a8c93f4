package io.timestore.embedded.chdb;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the engine's shared library. */
public final class EngineLibrary {
  /** Names the library's file, over every other place. */
  public static final String VARIABLE = "TIMESTORE_ENGINE_LIBRARY";

  private static final String IN_REPOSITORY =
      "embedded/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

  private EngineLibrary() {}

  /** The library, wherever it is expected first. */
  public static Path find() {
    return find(null);
  }

  /**
   * The library: the given file, else that of the environment, else the repository's, found from
   * the system property {@code timestore.root} or the working directory upwards.
   *
   * @throws IllegalStateException if there is no such file; says how to get it
   */
  static Path find(@Nullable String given) {
    String named = given != null ? given : System.getenv(VARIABLE);
    if (named != null) {
      return existing(Path.of(named));
    }
    String root = System.getProperty("timestore.root");
    if (root != null) {
      return existing(Path.of(root).resolve(IN_REPOSITORY));
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(IN_REPOSITORY))) {
        return at.resolve(IN_REPOSITORY);
      }
    }
    return existing(here.resolve(IN_REPOSITORY));
  }

  private static Path existing(Path library) {
    if (!Files.isRegularFile(library)) {
      throw new IllegalStateException(
          "The ClickHouse engine's library is missing at "
              + library
              + ": run `npm ci` in embedded/engine, or set "
              + VARIABLE
              + " to the file.");
    }
    return library;
  }
}
