package io.timestore.core.block.vector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tuples: one column per element. */
public final class TupleVector extends ColumnVector {
  private final int rows;
  private final List<ColumnVector> elements;

  public TupleVector(String name, String type, int rows, List<ColumnVector> elements) {
    super(name, type);
    this.rows = rows;
    this.elements = elements;
  }

  ColumnVector element(int index) {
    return elements.get(index);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  @Override
  public Object getObject(int row) {
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (ColumnVector element : elements) {
      values.add(element.getObject(row));
    }
    return Collections.unmodifiableList(values);
  }
}
