/** Connections and statements. */
@NullMarked
package io.timestore.jdbc.internal.session;

import org.jspecify.annotations.NullMarked;
