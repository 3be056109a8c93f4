/** Proves on a running stack, under faults, that no acknowledged row is lost, doubled or missed. */
@NullMarked
package io.timestore.verify;

import org.jspecify.annotations.NullMarked;
