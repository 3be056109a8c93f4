package io.timestore.jdbc.internal.session;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sets up the libraries in the shaded jar, unless the application's own settings say otherwise:
 * what they tell of their ordinary work stays out of its log, and they have no events of Java
 * Flight Recorder, which take a tenth of a second to register. Where libraries are not packaged,
 * nothing has these names.
 */
public final class PackagedLibraries {
  private static final String[] EVENTS = {
    "io.timestore.jdbc.shaded.io.lettuce.core.jfr", "io.timestore.jdbc.shaded.io.netty.jfr.enabled"
  };

  /** Held, because the JDK forgets the levels of loggers that nobody holds. */
  private static final Logger LOGGER = Logger.getLogger("io.timestore.jdbc.shaded");

  private PackagedLibraries() {}

  public static void begin() {
    if (LOGGER.getLevel() == null) {
      LOGGER.setLevel(Level.WARNING);
    }
    for (String setting : EVENTS) {
      if (System.getProperty(setting) == null) {
        System.setProperty(setting, "false");
      }
    }
  }
}
