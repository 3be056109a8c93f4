/** What the command line shows while it works. */
@NullMarked
package io.timestore.cli.console;

import org.jspecify.annotations.NullMarked;
