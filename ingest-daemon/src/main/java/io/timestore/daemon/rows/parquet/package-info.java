/** Parquet files as rows. */
@NullMarked
package io.timestore.daemon.rows.parquet;

import org.jspecify.annotations.NullMarked;
