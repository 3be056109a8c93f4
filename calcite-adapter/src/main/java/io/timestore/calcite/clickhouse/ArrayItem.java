package io.timestore.calcite.clickhouse;

/** The elements of an array, and their numbers if they are asked for. */
final class ArrayItem implements FromItem {
  private final String elements;
  private final String alias;
  private final boolean numbered;
  private final boolean padded;

  /**
   * @param array in the form that {@link ArrayCalls} tells
   * @param padded whether there is a row of NULLs if there are no elements
   */
  ArrayItem(String array, String alias, boolean numbered, boolean padded) {
    this.elements = ArrayCalls.elements(array);
    this.alias = alias;
    this.numbered = numbered;
    this.padded = padded;
  }

  @Override
  public String column(int index) {
    if (index == 0) {
      return alias;
    }
    String number = "toInt64(" + alias + "n)";
    return padded ? "nullIf(" + number + ", 0)" : number;
  }

  @Override
  public int columnCount() {
    return numbered ? 2 : 1;
  }

  @Override
  public String sql() {
    String numbers = ", arrayEnumerate(" + elements + ") AS " + alias + "n";
    return elements + " AS " + alias + (numbered ? numbers : "");
  }
}
