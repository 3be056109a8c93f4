package io.timestore.cli.demo;

import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.model.Table;
import io.timestore.embedded.Endpoint;
import java.io.IOException;

/**
 * A question's two tables as one side names them.
 *
 * @param flights a table or a table expression
 */
record Tables(String flights, String airports) {
  static final String FLIGHTS = "flights";
  static final String AIRPORTS = "airports";

  /** As timestore names them. */
  static final Tables TIMESTORE = new Tables(FLIGHTS + ".records", AIRPORTS + ".records");

  /** The tables in ClickHouse that hold what was flushed, as the catalog tells them. */
  static Tables cold(Endpoint catalog) throws IOException {
    CatalogConfig config = CatalogConfig.of(catalog.url(), catalog.user(), catalog.password());
    try (CatalogDatabase database = new CatalogDatabase(config)) {
      PostgresCatalog reader = new PostgresCatalog(database);
      return new Tables(cold(reader, FLIGHTS), cold(reader, AIRPORTS));
    }
  }

  private static String cold(PostgresCatalog catalog, String dataset) throws IOException {
    for (DatasetTables found : catalog.tables()) {
      if (found.slug().equals(dataset)) {
        Table table = found.tables().get(0);
        return ClickHouseSql.identifier(table.coldDatabase())
            + "."
            + ClickHouseSql.identifier(table.coldTable());
      }
    }
    throw new IOException("the catalog has no dataset " + dataset);
  }
}
