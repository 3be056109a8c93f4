/** The catalog in PostgreSQL. */
@NullMarked
package io.timestore.core.catalog.postgres;

import org.jspecify.annotations.NullMarked;
