package io.timestore.calcite.schema;

import java.util.Map;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.Lookup;

/** A Calcite schema over fixed maps of tables and sub-schemas. Immutable. */
final class NamedSchema extends AbstractSchema {
  private final Map<String, Table> tables;
  private final Map<String, Schema> subSchemas;
  private final NameLookup<Table> tableLookup;
  private final NameLookup<Schema> subSchemaLookup;

  NamedSchema(Map<String, Table> tables, Map<String, Schema> subSchemas) {
    this.tables = tables;
    this.subSchemas = subSchemas;
    this.tableLookup = new NameLookup<>(tables);
    this.subSchemaLookup = new NameLookup<>(subSchemas);
  }

  @Override
  public Lookup<Table> tables() {
    return tableLookup;
  }

  @Override
  public Lookup<? extends Schema> subSchemas() {
    return subSchemaLookup;
  }

  @Override
  protected Map<String, Table> getTableMap() {
    return tables;
  }

  @Override
  protected Map<String, Schema> getSubSchemaMap() {
    return subSchemas;
  }

  @Override
  public boolean isMutable() {
    return false;
  }
}
