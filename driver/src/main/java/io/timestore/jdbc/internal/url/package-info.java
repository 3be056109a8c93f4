/** Connection properties, URL, and where the stores are. */
@NullMarked
package io.timestore.jdbc.internal.url;

import org.jspecify.annotations.NullMarked;
