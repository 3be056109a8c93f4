/** The catalog: datasets, schemas, batches, manifests and watermarks, on PostgreSQL. */
@NullMarked
package io.timestore.core.catalog;

import org.jspecify.annotations.NullMarked;
