/** INSERT statements as ingest requests. */
@NullMarked
package io.timestore.jdbc.internal.ingest;

import org.jspecify.annotations.NullMarked;
