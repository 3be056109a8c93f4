/** The words of the architecture as immutable types. */
@NullMarked
package io.timestore.core.model;

import org.jspecify.annotations.NullMarked;
