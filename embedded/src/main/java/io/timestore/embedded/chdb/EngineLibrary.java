package io.timestore.embedded.chdb;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds what npm fetched: the engine's shared library, and the folder that it lies in. */
public final class EngineLibrary {
  /** Names the library's file, over every other place. */
  public static final String VARIABLE = "TIMESTORE_ENGINE_LIBRARY";

  /** Names the folder that npm fetches into. */
  public static final String FOLDER_VARIABLE = "TIMESTORE_ENGINE";

  private static final String IN_SOURCES = "embedded/engine";
  private static final String IN_FOLDER = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";

  private EngineLibrary() {}

  /** The library, wherever it is expected first; it may be missing there. */
  public static Path expected() {
    String named = System.getenv(VARIABLE);
    return named != null ? Path.of(named) : folder().resolve(IN_FOLDER);
  }

  /**
   * The folder that npm fetches into: that of the environment, else the source tree's, found from
   * the system property {@code timestore.root} or the working directory upwards.
   */
  public static Path folder() {
    String named = System.getenv(FOLDER_VARIABLE);
    if (named != null) {
      return Path.of(named);
    }
    String root = System.getProperty("timestore.root");
    if (root != null) {
      return Path.of(root).resolve(IN_SOURCES);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(IN_SOURCES).resolve(IN_FOLDER))) {
        return at.resolve(IN_SOURCES);
      }
    }
    return here.resolve(IN_SOURCES);
  }

  /**
   * The library: the given file, else the expected one.
   *
   * @throws IllegalStateException if there is no such file; says how to get it
   */
  static Path find(@Nullable String given) {
    Path library = given != null ? Path.of(given) : expected();
    if (!Files.isRegularFile(library)) {
      throw new IllegalStateException(
          "The ClickHouse engine's library is missing at "
              + library
              + ": fetch it with `timestore engine fetch`, or set "
              + VARIABLE
              + " to the file.");
    }
    return library;
  }
}
