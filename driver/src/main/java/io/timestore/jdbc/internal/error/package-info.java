/** Exceptions of java.sql, and checks of arguments. */
@NullMarked
package io.timestore.jdbc.internal.error;

import org.jspecify.annotations.NullMarked;
