/** One statement's run: the way it takes, answer, provenance. */
@NullMarked
package io.timestore.calcite.run;

import org.jspecify.annotations.NullMarked;
