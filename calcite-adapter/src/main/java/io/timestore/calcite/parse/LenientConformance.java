package io.timestore.calcite.parse;

import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * Accepts what BI tools write, but nothing whose meaning would be a guess: no select alias in other
 * select items, no ungrouped column beside aggregates.
 */
final class LenientConformance extends SqlDelegatingConformance {
  static final LenientConformance INSTANCE = new LenientConformance();

  private LenientConformance() {
    super(SqlConformanceEnum.BABEL);
  }

  @Override
  public SelectAliasLookup isSelectAlias() {
    return SelectAliasLookup.UNSUPPORTED;
  }

  @Override
  public boolean isNonStrictGroupBy() {
    return false;
  }
}
