package io.timestore.daemon.rows.cell;

/** Which row of the input is being read, for messages. For one thread. */
public final class RowPosition {
  private String word = "";
  private long number;

  public void set(String newWord, long newNumber) {
    word = newWord;
    number = newNumber;
  }

  /** Such as {@code "row 3: "}; empty outside of rows. */
  @Override
  public String toString() {
    return word.isEmpty() ? "" : word + " " + number + ": ";
  }
}
