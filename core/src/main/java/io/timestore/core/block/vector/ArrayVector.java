package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arrays and maps: all elements in one column, and where each row's elements end. */
public final class ArrayVector extends ColumnVector {
  private final byte[] offsets;
  private final int rows;
  private final ColumnVector elements;
  private final @Nullable TupleVector entries;

  /**
   * @param entries the elements as pairs, if this is a map
   */
  public ArrayVector(
      String name,
      String type,
      byte[] offsets,
      int rows,
      ColumnVector elements,
      @Nullable TupleVector entries) {
    super(name, type);
    this.offsets = offsets;
    this.rows = rows;
    this.elements = elements;
    this.entries = entries;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  private int end(int row) {
    return row < 0 ? 0 : (int) LittleEndian.getLong(offsets, row * Long.BYTES);
  }

  @Override
  public ArraySlice getArray(int row) {
    return new ArraySlice(elements, end(row - 1), end(row));
  }

  @Override
  public Object getObject(int row) {
    return entries == null ? list(row) : map(row, entries);
  }

  private List<@Nullable Object> list(int row) {
    List<@Nullable Object> list = new ArrayList<>(end(row) - end(row - 1));
    for (int i = end(row - 1); i < end(row); i++) {
      list.add(elements.getObject(i));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<@Nullable Object, @Nullable Object> map(int row, TupleVector pairs) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = end(row - 1); i < end(row); i++) {
      map.put(pairs.element(0).getObject(i), pairs.element(1).getObject(i));
    }
    return Collections.unmodifiableMap(map);
  }
}
