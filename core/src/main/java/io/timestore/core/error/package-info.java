/** The one error vocabulary: codes with SQLSTATE, HTTP status and retryability. */
@NullMarked
package io.timestore.core.error;

import org.jspecify.annotations.NullMarked;
