/** One statement's run: capture, shipping, answer, provenance. */
@NullMarked
package io.timestore.calcite.execute;

import org.jspecify.annotations.NullMarked;
