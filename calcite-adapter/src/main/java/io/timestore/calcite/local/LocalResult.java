package io.timestore.calcite.local;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/** The answer of a program, packed into blocks as it is read. For one thread. */
final class LocalResult implements ClickHouseResult {
  private static final int BLOCK_ROWS = 4_096;

  private final Bindable<?> program;
  private final LocalContext context;
  private final List<RelDataTypeField> fields;
  private final Runnable check;
  private @Nullable Enumerator<?> rows;
  private boolean ended;

  LocalResult(Bindable<?> program, LocalContext context, RelDataType type, Runnable check) {
    this.program = program;
    this.context = context;
    this.fields = type.getFieldList();
    this.check = check;
  }

  @Override
  public @Nullable NativeBlock next() {
    if (ended) {
      return null;
    }
    check.run();
    try {
      NativeBlock block = read();
      if (block == null) {
        close();
      }
      return block;
    } catch (RuntimeException | ExceptionInInitializerError e) {
      close();
      throw error(e);
    }
  }

  private @Nullable NativeBlock read() {
    Enumerator<?> open = rows;
    if (open == null) {
      open = program.bind(context).enumerator();
      rows = open;
    }
    @Nullable Object[][] columns = new @Nullable Object[fields.size()][BLOCK_ROWS];
    int count = 0;
    while (count < BLOCK_ROWS && open.moveNext()) {
      Object row = open.current();
      if (fields.size() == 1) {
        columns[0][count++] = row;
        continue;
      }
      @Nullable Object[] values = (@Nullable Object[]) row;
      for (int i = 0; i < values.length; i++) {
        columns[i][count] = values[i];
      }
      count++;
    }
    return count == 0 ? null : pack(columns, count);
  }

  private NativeBlock pack(@Nullable Object[][] columns, int count) {
    List<ColumnVector> vectors = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      RelDataTypeField field = fields.get(i);
      vectors.add(
          ColumnPacker.pack(
              field.getName(),
              field.getType(),
              count == BLOCK_ROWS ? columns[i] : java.util.Arrays.copyOf(columns[i], count)));
    }
    return new NativeBlock(count, vectors);
  }

  /** What a value that an operator cannot compute with is to the user. */
  private static TimestoreException error(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TimestoreException known) {
        return known;
      }
    }
    if (e instanceof ArithmeticException && String.valueOf(e.getMessage()).contains("/ by zero")) {
      return new TimestoreException(ErrorCode.DIVISION_BY_ZERO, "division by zero", e);
    }
    Throwable cause =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return new TimestoreException(
        ErrorCode.INVALID_VALUE, "the statement could not be computed: " + cause.getMessage(), e);
  }

  @Override
  public void close() {
    ended = true;
    Enumerator<?> open = rows;
    rows = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      context.close();
    }
  }
}
