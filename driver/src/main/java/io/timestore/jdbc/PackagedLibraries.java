package io.timestore.jdbc;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what the libraries in the shaded jar tell of their ordinary work out of the application's
 * log, unless its configuration of logging gives them a level. Where libraries are not packaged,
 * nothing logs under this name.
 */
final class PackagedLogging {
  /** Held, because the JDK forgets the levels of loggers that nobody holds. */
  private static final Logger LIBRARIES = Logger.getLogger("io.timestore.jdbc.internal");

  private PackagedLogging() {}

  static void begin() {
    if (LIBRARIES.getLevel() == null) {
      LIBRARIES.setLevel(Level.WARNING);
    }
  }
}
