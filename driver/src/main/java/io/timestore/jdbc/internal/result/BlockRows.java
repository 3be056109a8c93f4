package io.timestore.jdbc.internal.result;

import io.timestore.calcite.run.QueryAnswer;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.jdbc.internal.value.NumberKind;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The rows of a streaming answer. A value is made when it is asked for. */
public final class BlockRows implements RowSource {
  private static final ColumnVector[] NONE = {};
  private static final byte[] NO_NULLS = {};

  private final QueryAnswer answer;
  private final RelDataType[] types;
  private final SqlTypeName[] names;
  private final NumberKind[] kinds;
  private final long maxRows;
  private @Nullable NativeBlock block;
  private ColumnVector[] vectors = NONE;
  private ColumnVector[] values = NONE;

  /** Per column the map of its NULLs, {@link #NO_NULLS}, or null if the vector must be asked. */
  private byte[] @Nullable [] nulls = {};

  /** Per column its numbers, once one of them was asked for. */
  private long[] @Nullable [] wholes = {};

  private double[] @Nullable [] floatings = {};
  private int rowsOfBlock;
  private @Nullable NativeBlock ahead;
  private int row;
  private long passed;

  /**
   * Reads an answer.
   *
   * @param maxRows most rows to show, 0 for all
   */
  public BlockRows(QueryAnswer answer, long maxRows) {
    this.answer = answer;
    int columns = answer.columns().size();
    this.types = new RelDataType[columns];
    this.kinds = new NumberKind[columns];
    this.names = new SqlTypeName[columns];
    for (int column = 0; column < columns; column++) {
      types[column] = answer.columns().get(column).type();
      kinds[column] = kindOf(types[column]);
      names[column] = types[column].getSqlTypeName();
    }
    this.maxRows = maxRows;
    enter(answer.next());
    this.row = -1;
  }

  private void enter(@Nullable NativeBlock next) {
    block = next;
    vectors = next == null ? NONE : next.columns().toArray(NONE);
    values = new ColumnVector[vectors.length];
    nulls = new byte[vectors.length][];
    for (int column = 0; column < vectors.length; column++) {
      values[column] = vectors[column].values();
      nulls[column] = vectors[column].neverNull() ? NO_NULLS : vectors[column].nulls();
    }
    wholes = new long[vectors.length][];
    floatings = new double[vectors.length][];
    rowsOfBlock = next == null ? 0 : next.rows();
  }

  @Override
  public boolean advance() {
    if (block == null || (maxRows > 0 && passed >= maxRows)) {
      return false;
    }
    passed++;
    row++;
    if (row < rowsOfBlock) {
      return true;
    }
    NativeBlock next = ahead;
    ahead = null;
    enter(next == null ? answer.next() : next);
    row = 0;
    return block != null;
  }

  @Override
  public boolean hasNext() {
    if (block == null || (maxRows > 0 && passed >= maxRows)) {
      return false;
    }
    if (row + 1 < rowsOfBlock) {
      return true;
    }
    if (ahead == null) {
      ahead = answer.next();
    }
    return ahead != null;
  }

  private static NumberKind kindOf(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> NumberKind.WHOLE;
      case FLOAT, DOUBLE -> NumberKind.FLOATING;
      case TIMESTAMP -> NumberKind.TICKS;
      default -> NumberKind.NONE;
    };
  }

  @Override
  public NumberKind numberKind(int column) {
    NumberKind kind = kinds[column];
    return kind == NumberKind.TICKS && of(values, column).ticksPerSecond() == 0
        ? NumberKind.NONE
        : kind;
  }

  @Override
  public boolean isNull(int column) {
    byte[] map = nulls[column];
    return map == null ? of(vectors, column).isNull(row) : map.length > 0 && map[row] != 0;
  }

  @Override
  public long whole(int column) {
    long[] known = wholes[column];
    return known == null ? firstWhole(column) : known[row];
  }

  /** Numbers are decoded at once for the whole block, by the first that is asked for. */
  private long firstWhole(int column) {
    ColumnVector vector = of(values, column);
    wholes[column] = vector.longs();
    return vector.getLong(row);
  }

  @Override
  public double floating(int column) {
    double[] known = floatings[column];
    return known == null ? firstFloating(column) : known[row];
  }

  private double firstFloating(int column) {
    ColumnVector vector = of(values, column);
    floatings[column] = vector.doubles();
    return vector.getDouble(row);
  }

  @Override
  public long ticksPerSecond(int column) {
    return of(values, column).ticksPerSecond();
  }

  private ColumnVector of(ColumnVector[] columns, int column) {
    if (block == null) {
      throw new IllegalStateException("no row");
    }
    return columns[column];
  }

  @Override
  public @Nullable Object value(int column) {
    return isNull(column)
        ? null
        : VectorValues.value(values[column], row, types[column], names[column]);
  }

  @Override
  public void close() {
    answer.close();
  }
}
