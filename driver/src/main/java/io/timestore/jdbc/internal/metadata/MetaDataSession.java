package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.schema.CatalogSnapshot;
import java.sql.Connection;
import java.sql.SQLException;

/** A session as its metadata sees it. */
public interface MetaDataSession {
  Connection connection();

  /** The catalog as it is now, in one round trip. */
  CatalogSnapshot catalog() throws SQLException;

  /** The quote of names in statements. */
  String identifierQuote();

  /** The URL without secrets. */
  String url();

  /** Empty if none was given. */
  String userName();
}
