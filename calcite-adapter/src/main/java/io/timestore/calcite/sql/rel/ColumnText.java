package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.call.TimeBucket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The expression of a column, written once, when it is first asked for. For one thread. */
final class ColumnText implements Supplier<String> {
  private final Supplier<Forms> writer;
  private @Nullable Forms forms;

  /**
   * @param text of the column's type
   * @param answered where it is a column of the whole statement's answer: an integer may be of any
   *     type there, because it is read as what it is
   * @param ordered what has the same order
   * @param bucket what it is the start of, null if it is not
   */
  record Forms(String text, String answered, String ordered, @Nullable TimeBucket bucket) {
    static Forms of(String text) {
      return new Forms(text, text, text, null);
    }
  }

  private ColumnText(Supplier<Forms> writer) {
    this.writer = writer;
  }

  static ColumnText of(Supplier<String> writer) {
    if (writer instanceof ColumnText text) {
      return text;
    }
    return new ColumnText(() -> Forms.of(writer.get()));
  }

  static ColumnText ofForms(Supplier<Forms> writer) {
    return new ColumnText(writer);
  }

  Forms forms() {
    if (forms == null) {
      forms = writer.get();
    }
    return forms;
  }

  @Override
  public String get() {
    return forms().text();
  }
}
