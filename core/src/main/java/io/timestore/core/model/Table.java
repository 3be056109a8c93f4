package io.timestore.core.model;

/**
 * A table as the catalog knows it, with the latest version of its schema.
 *
 * @param id never re-used; names the table's keys in the hot buffer
 * @param coldDatabase ClickHouse database of the tenant
 * @param coldTable name of the ClickHouse table in that database
 * @param lanes how many lanes the table has, at least 1
 */
public record Table(
    long id,
    String datasetId,
    TableName name,
    TableSchema schema,
    TimeWindow window,
    String coldDatabase,
    String coldTable,
    int lanes) {

  /** By the id alone: tables are keys of small maps, and a schema may have thousands of fields. */
  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  /** The same table with another schema version. */
  public Table withSchema(TableSchema newer) {
    return new Table(id, datasetId, name, newer, window, coldDatabase, coldTable, lanes);
  }

  /** The same table with another number of lanes. */
  public Table withLanes(int number) {
    return new Table(id, datasetId, name, schema, window, coldDatabase, coldTable, number);
  }
}
