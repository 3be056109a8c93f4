package io.timestore.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory. */
final class ListRows implements RowSource {
  private final List<@Nullable Object[]> rows;
  private int at = -1;

  ListRows(List<@Nullable Object[]> rows) {
    this.rows = rows;
  }

  @Override
  public boolean advance() {
    if (at < rows.size()) {
      at++;
    }
    return at < rows.size();
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
