/** Values between Java and SQL. */
@NullMarked
package io.timestore.jdbc.internal.value;

import org.jspecify.annotations.NullMarked;
