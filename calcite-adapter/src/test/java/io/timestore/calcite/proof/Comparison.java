package io.timestore.calcite.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares answers: the same rows, and in the same order where the statement says so. */
final class Comparison {
  private static final int SHOWN = 12;

  private Comparison() {}

  /** What differs, null if nothing does. */
  static @Nullable String difference(Answer expected, Answer actual, boolean ordered) {
    boolean same =
        ordered
            ? sameInOrder(expected.rows(), actual.rows())
            : sameRows(expected.rows(), actual.rows());
    return same
        ? null
        : expected.shown(SHOWN)
            + actual.shown(SHOWN)
            + "only in the first: "
            + without(expected.rows(), actual.rows())
            + "\nonly in the second: "
            + without(actual.rows(), expected.rows());
  }

  private static boolean sameInOrder(
      List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameRows(List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
    if (a.size() != b.size()) {
      return false;
    }
    return sameInOrder(a, b) || sameInOrder(sorted(a), sorted(b)) || matched(a, b);
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    record Keyed(String key, List<@Nullable Object> row) {}
    return rows.stream()
        .map(row -> new Keyed(NormalValues.sortKey(row), row))
        .sorted(Comparator.comparing(Keyed::key))
        .map(Keyed::row)
        .toList();
  }

  /** Finds a partner for each row, where rounding made the sorted orders differ. */
  private static boolean matched(List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
    List<List<@Nullable Object>> left = new ArrayList<>(b);
    for (List<@Nullable Object> row : a) {
      int found = -1;
      for (int i = 0; i < left.size() && found < 0; i++) {
        found = same(row, left.get(i)) ? i : -1;
      }
      if (found < 0) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }

  private static List<List<@Nullable Object>> without(
      List<List<@Nullable Object>> rows, List<List<@Nullable Object>> others) {
    return rows.stream()
        .filter(row -> others.stream().noneMatch(other -> same(row, other)))
        .limit(SHOWN)
        .toList();
  }

  private static boolean same(List<@Nullable Object> a, List<@Nullable Object> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!NormalValues.same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
