package io.timestore.jdbc;

/**
 * What the daemon said of the rows that a statement inserted last; had by {@code
 * statement.unwrap(IngestAcknowledgement.class)}.
 *
 * @param sequence the write's sequence: with it as {@code minWatermark}, another session's answers
 *     have these rows or say that they do not
 * @param rows how many rows were acknowledged
 * @param durability what the rows survive, such as {@code aof-always}
 */
public record IngestAcknowledgement(
    String dataset, String table, long sequence, long rows, String durability) {
  /** In the form of {@code minWatermark}, for statements over any number of tables. */
  public String minWatermark() {
    return dataset + "." + table + "=" + sequence;
  }
}
