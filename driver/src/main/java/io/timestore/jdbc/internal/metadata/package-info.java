/** Database metadata. */
@NullMarked
package io.timestore.jdbc.internal.metadata;

import org.jspecify.annotations.NullMarked;
