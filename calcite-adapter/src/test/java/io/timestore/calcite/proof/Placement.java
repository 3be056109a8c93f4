package io.timestore.calcite.proof;

import java.util.List;

/**
 * Where a table's rows are: which of a lane's blocks lie in ClickHouse, and how many lanes there
 * are.
 *
 * @param kind which blocks are flushed
 * @param seed decides block boundaries, lanes and splits
 */
record Placement(String name, Kind kind, int lanes, long seed) {
  /** Which of a lane's blocks are flushed. */
  enum Kind {
    ALL_COLD,
    ALL_HOT,
    /** Up to a random block of each lane. */
    SPLIT,
    /** As SPLIT, and further blocks are in ClickHouse and not promoted yet. */
    INSERTING,
    /** Wrong: as INSERTING, but readers are not told. */
    UNMARKED,
    /** Wrong: the last block up to W is not in ClickHouse. */
    PROMOTED_TOO_FAR
  }

  /** All cold, all hot, and splits with one lane and several. */
  static List<Placement> standard(long seed) {
    return List.of(
        new Placement("cold", Kind.ALL_COLD, 1, seed),
        new Placement("hot", Kind.ALL_HOT, 1, seed + 1),
        new Placement("split", Kind.SPLIT, 1, seed + 2),
        new Placement("split_lanes", Kind.SPLIT, 3, seed + 3),
        new Placement("inserting", Kind.INSERTING, 1, seed + 4),
        new Placement("inserting_lanes", Kind.INSERTING, 2, seed + 5));
  }
}
