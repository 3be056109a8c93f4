package io.timestore.core.catalog.postgres;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the catalog's tables to the version of this code. Readers of the catalog do without. */
final class CatalogMigration {
  private CatalogMigration() {}

  static void run(DataSource database, String address) {
    try {
      Flyway.configure(CatalogMigration.class.getClassLoader())
          .dataSource(database)
          .locations("classpath:io/timestore/core/catalog/postgres/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new TimestoreException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "the catalog at " + address + " cannot be prepared: " + e.getMessage(),
          e);
    }
  }
}
