/** What one statement reads: capture, freshness, as of. */
@NullMarked
package io.timestore.calcite.snapshot;

import org.jspecify.annotations.NullMarked;
