package io.timestore.calcite.schema;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names against one {@link CatalogSnapshot}: first in the session's schema, then in {@code
 * timestore}, then as {@code dataset.table}. Names match without regard to case.
 */
public final class SnapshotCatalogReader extends CalciteCatalogReader {
  private static final CalciteConnectionConfig CONFIG = config();

  private final CatalogLookups lookups;

  private SnapshotCatalogReader(
      CalciteSchema root, List<List<String>> paths, CatalogLookups lookups) {
    super(root, SqlNameMatchers.withCaseSensitive(false), paths, SqlTypes.FACTORY, CONFIG);
    this.lookups = lookups;
  }

  /**
   * Makes a reader over a snapshot.
   *
   * @param schema the session's schema, null for none
   * @param systemColumns whether tables show their system columns
   */
  public static SnapshotCatalogReader of(
      CatalogSnapshot snapshot, @Nullable String schema, boolean systemColumns) {
    CatalogLookups lookups = new CatalogLookups();
    CalciteSchema root =
        CalciteSchema.createRootSchema(
            false, false, "", lookups.watch(snapshot.names().root(systemColumns)));
    List<List<String>> paths = new ArrayList<>();
    if (schema != null) {
      paths.add(List.of(schema));
    }
    paths.add(List.of(SqlNames.DEFAULT_SCHEMA));
    paths.add(List.of());
    return new SnapshotCatalogReader(root, paths, lookups);
  }

  /** What was looked for so far. */
  public CatalogLookups lookups() {
    return lookups;
  }

  /** Types by the names that PostgreSQL and ClickHouse have for them. */
  @Override
  public @Nullable RelDataType getNamedType(SqlIdentifier name) {
    RelDataType type = name.isSimple() ? TypeAliases.of(name.getSimple()) : null;
    return type == null ? super.getNamedType(name) : type;
  }

  /**
   * A table by its name in parts.
   *
   * @throws TimestoreException UNKNOWN_TABLE
   */
  public SnapshotTable snapshotTable(List<String> name) {
    Prepare.PreparingTable found = getTable(name);
    SnapshotTable table = found == null ? null : found.unwrap(SnapshotTable.class);
    if (table == null) {
      throw new TimestoreException(
          ErrorCode.UNKNOWN_TABLE, "table " + String.join(".", name) + " not found");
    }
    return table;
  }

  private static CalciteConnectionConfig config() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteConnectionConfigImpl(properties);
  }
}
