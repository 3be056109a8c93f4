package io.timestore.jdbc.internal.ingest;

import io.timestore.core.model.TableName;
import java.util.UUID;

/**
 * Rows of one table that are stored together, under one idempotency key. Once the daemon may have
 * stored them, the key stands for just these rows, so none may be added or taken away. For one
 * thread.
 */
final class IngestRequest {
  private final TableName table;
  private final String key = UUID.randomUUID().toString();
  private final RowBuffer rows = new RowBuffer();
  private boolean maybeStored;

  IngestRequest(TableName table) {
    this.table = table;
  }

  TableName table() {
    return table;
  }

  String key() {
    return key;
  }

  RowBuffer rows() {
    return rows;
  }

  /** Tells that the rows went out and no answer says what became of them. */
  void inDoubt() {
    maybeStored = true;
  }

  boolean maybeStored() {
    return maybeStored;
  }
}
