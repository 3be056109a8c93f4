package io.timestore.jdbc.internal.session;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Keeps the drivers that are packaged into the shaded jar out of the application's list of drivers:
 * there they have names of their own, and register themselves when they are loaded. A driver under
 * its own name is the application's business and stays.
 */
final class PackagedDrivers {
  private static final String PACKAGED = "io.timestore.jdbc.shaded.";
  private static final String CATALOG_DRIVER = "org.postgresql.Driver";

  private PackagedDrivers() {}

  /** Does work that finds the packaged drivers in the list, and takes them out of it again. */
  static <T> T listedFor(Supplier<T> work) {
    if (!CATALOG_DRIVER.startsWith(PACKAGED)) {
      return work.get();
    }
    try {
      Class<?> type = Class.forName(CATALOG_DRIVER, true, PackagedDrivers.class.getClassLoader());
      if (DriverManager.drivers().noneMatch(type::isInstance)) {
        DriverManager.registerDriver((Driver) type.getDeclaredConstructor().newInstance());
      }
      T done = work.get();
      for (Driver driver : DriverManager.drivers().toList()) {
        if (driver.getClass().getName().startsWith(PACKAGED)) {
          DriverManager.deregisterDriver(driver);
        }
      }
      return done;
    } catch (ReflectiveOperationException | SQLException e) {
      throw new TimestoreException(
          ErrorCode.INTERNAL, "the PostgreSQL driver cannot be prepared: " + e.getMessage(), e);
    }
  }
}
