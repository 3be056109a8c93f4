package io.timestore.jdbc.internal.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory. */
public final class ListRows implements ScrollableRows {
  private final List<@Nullable Object[]> rows;
  private int at = -1;

  public ListRows(List<@Nullable Object[]> rows) {
    this.rows = List.copyOf(rows);
  }

  @Override
  public boolean seek(long row) {
    at = (int) Math.max(-1, Math.min(rows.size(), row - 1));
    return at >= 0 && at < rows.size();
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public boolean advance() {
    return seek(at + 2L);
  }

  @Override
  public boolean hasNext() {
    return at + 1 < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(at)[column];
  }

  @Override
  public void close() {
    at = rows.size();
  }
}
