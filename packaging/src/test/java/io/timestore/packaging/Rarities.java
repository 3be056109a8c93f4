package io.timestore.packaging;

import io.timestore.packaging.elsewhere.Visible;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Names classes that are needed only if it is asked to use them, and says whether it is right. */
public final class Rarities implements Predicate<Boolean> {
  private static Common last = new Common();
  private Common kept = new Common();

  @Override
  public boolean test(Boolean rare) {
    int sum = 0;
    sum += returned(rare).number();
    sum += rare ? number(new Passed()) : 1;
    sum += rare ? number(new Below(), "above") : 1;
    sum += rare ? number(new BelowNumber(), 1) : 1;
    sum += chosen(rare).number();
    sum += notChosen(!rare).number();
    sum += stored(rare).number();
    sum += storedForAll(rare).number();
    sum += rare ? new Holder(new Constructing()).number() : 1;
    sum += rare ? captured(2) : 1;
    sum += rare ? counted(new Counted()) : 1;
    sum += rare ? Visible.number(new Visible()) : 1;
    try {
      thrown(rare);
    } catch (IllegalStateException e) {
      sum++;
    }
    int sumOfMany = 0;
    for (IntSupplier one : manyOfOneShape()) {
      sumOfMany += one.getAsInt();
    }
    return sumOfMany == 190
        && sum == (rare ? 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 14 + 1 : 12);
  }

  private static Common returned(boolean rare) {
    if (rare) {
      return new Returned();
    }
    return new Common();
  }

  private static int number(Common common) {
    return common.number();
  }

  private static int number(Common common, String above) {
    return above.isEmpty() ? 0 : common.number();
  }

  private static int number(Common common, int above) {
    return above == 0 ? 0 : common.number();
  }

  private static Common chosen(boolean rare) {
    Common common = rare ? new Chosen() : new Common();
    return common;
  }

  private static Common notChosen(boolean usual) {
    Common common = usual ? new Common() : new NotChosen();
    return common;
  }

  private Common stored(boolean rare) {
    if (rare) {
      kept = new Stored();
    }
    return kept;
  }

  private static Common storedForAll(boolean rare) {
    if (rare) {
      last = new StoredForAll();
    }
    return last;
  }

  private static int captured(int more) {
    Common common = new Captured();
    IntSupplier sum = () -> common.number() + more;
    return sum.getAsInt();
  }

  private static int counted(Counting counting) {
    return counting.count();
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

  private static final class BelowNumber extends Common {
    @Override
    int number() {
      return 5;
    }
  }

  private static final class Chosen extends Common {
    @Override
    int number() {
      return 6;
    }
  }

  private static final class NotChosen extends Common {
    @Override
    int number() {
      return 7;
    }
  }

  private static final class Stored extends Common {
    @Override
    int number() {
      return 8;
    }
  }

  private static final class StoredForAll extends Common {
    @Override
    int number() {
      return 9;
    }
  }

  private static final class Holder extends Common {
    private final Common held;

    Holder(Common held) {
      this.held = held;
    }

    @Override
    int number() {
      return held.number();
    }
  }

  private static final class Constructing extends Common {
    @Override
    int number() {
      return 10;
    }
  }

  private static final class Captured extends Common {
    @Override
    int number() {
      return 9;
    }
  }

  private interface Counting {
    int count();
  }

  private static final class Counted implements Counting {
    @Override
    public int count() {
      return 12;
    }
  }

  private static final class Thrown extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }
}
