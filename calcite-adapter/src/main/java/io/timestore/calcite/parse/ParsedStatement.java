package io.timestore.calcite.parse;

import org.apache.calcite.sql.SqlNode;

/**
 * A parsed statement.
 *
 * @param positions where the tree's positions lie in the statement as it was written
 */
public record ParsedStatement(SqlNode tree, Positions positions) {}
