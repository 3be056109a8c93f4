/** What the command line shows while it works. */
@NullMarked
package io.timestore.embedded.console;

import org.jspecify.annotations.NullMarked;
