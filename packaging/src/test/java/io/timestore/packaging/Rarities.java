package io.timestore.packaging;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Names classes that are needed only if it is asked to use them; what it answers is a number. */
public final class Rarities implements Predicate<Boolean> {
  private Common kept = new Common();

  /** Whether it is right. */
  @Override
  public boolean test(Boolean rare) {
    int sum = returned(rare).number() + passed(rare) + below(rare) + chosen(rare) + stored(rare);
    try {
      thrown(rare);
    } catch (IllegalStateException e) {
      sum += 100;
    }
    int twenty = 0;
    for (IntSupplier one : manyOfOneShape()) {
      twenty += one.getAsInt();
    }
    return twenty == 190 && sum == (rare ? 102 + 3 + 4 + 5 + 6 : 5);
  }

  private static Common returned(boolean rare) {
    if (rare) {
      return new Returned();
    }
    return new Common();
  }

  private static int passed(boolean rare) {
    return rare ? number(new Passed()) : 1;
  }

  private static int number(Common common) {
    return common.number();
  }

  private static int below(boolean rare) {
    return rare ? number(new Below(), "above") : 1;
  }

  private static int number(Common common, String above) {
    return above.isEmpty() ? 0 : common.number();
  }

  private static int chosen(boolean rare) {
    Common common = rare ? new Chosen() : new Common();
    return common.number();
  }

  private int stored(boolean rare) {
    if (rare) {
      kept = new Stored();
    }
    return kept.number();
  }

  private static void thrown(boolean rare) {
    if (rare) {
      throw new Thrown();
    }
  }

  private static List<IntSupplier> manyOfOneShape() {
    return List.of(
        () -> 0, () -> 1, () -> 2, () -> 3, () -> 4, () -> 5, () -> 6, () -> 7, () -> 8, () -> 9,
        () -> 10, () -> 11, () -> 12, () -> 13, () -> 14, () -> 15, () -> 16, () -> 17, () -> 18,
        () -> 19);
  }

  private static class Common {
    int number() {
      return 1;
    }
  }

  private static final class Returned extends Common {
    @Override
    int number() {
      return 2;
    }
  }

  private static final class Passed extends Common {
    @Override
    int number() {
      return 3;
    }
  }

  private static final class Below extends Common {
    @Override
    int number() {
      return 4;
    }
  }

  private static final class Chosen extends Common {
    @Override
    int number() {
      return 5;
    }
  }

  private static final class Stored extends Common {
    @Override
    int number() {
      return 6;
    }
  }

  private static final class Thrown extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }
}
