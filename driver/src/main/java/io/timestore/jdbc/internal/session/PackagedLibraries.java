package io.timestore.jdbc.internal.session;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what the libraries in the shaded jar tell of their ordinary work out of the application's
 * log, unless its settings say otherwise. Where libraries are not packaged, nothing has this name.
 */
public final class PackagedLibraries {
  /** Held, because the JDK forgets the levels of loggers that nobody holds. */
  private static final Logger LOGGER = Logger.getLogger("io.timestore.jdbc.shaded");

  private PackagedLibraries() {}

  public static void quiet() {
    if (LOGGER.getLevel() == null) {
      LOGGER.setLevel(Level.WARNING);
    }
  }
}
