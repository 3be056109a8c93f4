/** One value of a row into a column. */
@NullMarked
package io.timestore.daemon.rows.cell;

import org.jspecify.annotations.NullMarked;
