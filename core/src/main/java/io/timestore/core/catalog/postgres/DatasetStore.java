package io.timestore.core.catalog.postgres;

import io.timestore.core.catalog.Dataset;
import io.timestore.core.catalog.StorageTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Datasets and storage targets in PostgreSQL. Safe for many threads. */
public final class DatasetStore {
  private final CatalogDatabase database;

  public DatasetStore(CatalogDatabase database) {
    this.database = database;
  }

  /** The dataset with this slug, or null. */
  public @Nullable Dataset bySlug(String slug) {
    return database.transaction(c -> Optional.ofNullable(bySlug(c, slug))).orElse(null);
  }

  /** The dataset with this id or, if no id matches, with this slug; or null. */
  public @Nullable Dataset byIdOrSlug(String idOrSlug) {
    return database
        .transaction(
            c -> {
              Dataset byId = one(c, "id", idOrSlug);
              return Optional.ofNullable(byId != null ? byId : bySlug(c, idOrSlug));
            })
        .orElse(null);
  }

  static @Nullable Dataset bySlug(Connection connection, String slug) throws SQLException {
    return one(connection, "slug", slug);
  }

  private static @Nullable Dataset one(Connection connection, String column, String value)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from dataset where " + column + " = ?")) {
      query.setString(1, value);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? dataset(row) : null;
      }
    }
  }

  private static Dataset dataset(ResultSet row) throws SQLException {
    return new Dataset(
        row.getString("id"),
        row.getString("slug"),
        row.getString("name"),
        row.getString("description"),
        row.getString("status").equals("active"),
        row.getString("default_storage_target_id"),
        CatalogJson.object(row.getString("metadata")),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }

  /** All storage targets, the default one first. */
  public List<StorageTarget> storageTargets() {
    return database.transaction(
        connection -> {
          List<StorageTarget> targets = new java.util.ArrayList<>();
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "select * from storage_target order by is_default desc, name");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              targets.add(
                  new StorageTarget(
                      row.getString("id"),
                      row.getString("name"),
                      row.getString("kind"),
                      row.getString("description"),
                      CatalogJson.object(row.getString("config")),
                      row.getTimestamp("created_at").toInstant(),
                      row.getTimestamp("updated_at").toInstant()));
            }
          }
          return targets;
        });
  }
}
