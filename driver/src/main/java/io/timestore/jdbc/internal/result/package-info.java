/** Result sets. */
@NullMarked
package io.timestore.jdbc.internal.result;

import org.jspecify.annotations.NullMarked;
