package io.timestore.embedded.chdb;

/** Counters of one statement, as {@code X-ClickHouse-Summary} names them. */
record Progress(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes) {
  static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

  Progress plus(Progress other) {
    return new Progress(
        readRows + other.readRows,
        readBytes + other.readBytes,
        writtenRows + other.writtenRows,
        writtenBytes + other.writtenBytes,
        resultRows + other.resultRows,
        resultBytes + other.resultBytes);
  }

  /** The header's value: every number is a string there. */
  String toJson(long elapsedNanos) {
    return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}"
        .formatted(
            readRows, readBytes, writtenRows, writtenBytes, resultRows, resultBytes, elapsedNanos);
  }
}
