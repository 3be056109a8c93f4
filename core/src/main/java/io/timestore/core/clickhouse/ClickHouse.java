package io.timestore.core.clickhouse;

import java.util.List;

/**
 * A ClickHouse server behind its HTTP interface. Safe for use by many threads; each call uses one
 * pooled connection.
 *
 * <p>Calls throw {@link io.timestore.core.model.TimestoreException}: CLICKHOUSE_UNAVAILABLE if no
 * server answers, CLICKHOUSE_BROKE_OFF if an answer breaks off, TIMEOUT or CANCELED if the
 * statement was ended, else CLICKHOUSE_ERROR (or the closest code) with the server's code and text.
 */
public interface ClickHouse extends AutoCloseable {

  /**
   * Runs a statement that answers rows. The result streams; close it to free the connection and end
   * the statement.
   */
  ClickHouseResult query(ClickHouseStatement statement);

  /** Runs a statement without an answer and waits for its end. */
  void execute(ClickHouseStatement statement);

  /**
   * Runs an INSERT whose data follows in {@code FORMAT Native}.
   *
   * @param data writes ClickHouse-compressed frames that hold whole Native blocks
   */
  void insert(ClickHouseStatement statement, BodyWriter data);

  /**
   * Ends running statements by the ids that they were given: who waits for one here gets CANCELED
   * now, the server ends it soon. Returns at once.
   */
  void kill(List<String> queryIds);

  @Override
  void close();
}
