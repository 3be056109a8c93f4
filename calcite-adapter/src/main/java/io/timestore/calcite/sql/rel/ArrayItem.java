package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.call.ArrayCalls;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of an array, or of several side by side, and their numbers if they are asked for.
 * Shorter arrays are filled up with NULL.
 */
final class ArrayItem implements FromItem {
  private final List<String> elements;
  private final String alias;
  private final boolean numbered;
  private final boolean padded;

  /**
   * @param arrays in the form that {@link ArrayCalls} tells
   * @param padded whether there is a row of NULLs if there are no elements
   */
  ArrayItem(List<String> arrays, String alias, boolean numbered, boolean padded) {
    this.elements = aligned(arrays.stream().map(ArrayCalls::elements).toList());
    this.alias = alias;
    this.numbered = numbered;
    this.padded = padded;
  }

  private static List<String> aligned(List<String> arrays) {
    if (arrays.size() == 1) {
      return arrays;
    }
    String length =
        "greatest("
            + String.join(", ", arrays.stream().map(a -> "length(" + a + ")").toList())
            + ")";
    return arrays.stream().map(a -> "arrayResize(" + a + ", " + length + ")").toList();
  }

  @Override
  public String column(int index) {
    if (index < elements.size()) {
      return name(index);
    }
    String number = "toInt64(" + alias + "n)";
    return padded ? "nullIf(" + number + ", 0)" : number;
  }

  private String name(int index) {
    return index == 0 ? alias : alias + "_" + index;
  }

  @Override
  public int columnCount() {
    return elements.size() + (numbered ? 1 : 0);
  }

  @Override
  public String sql() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      items.add(elements.get(i) + " AS " + name(i));
    }
    if (numbered) {
      items.add("arrayEnumerate(" + elements.get(0) + ") AS " + alias + "n");
    }
    return String.join(", ", items);
  }
}
