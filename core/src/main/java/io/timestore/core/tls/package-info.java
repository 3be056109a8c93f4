/** Whom to trust when speaking TLS. */
@NullMarked
package io.timestore.core.tls;

import org.jspecify.annotations.NullMarked;
