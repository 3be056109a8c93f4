/** The command line: one class per command of {@code ./timestore}. */
@NullMarked
package io.timestore.cli;

import org.jspecify.annotations.NullMarked;
