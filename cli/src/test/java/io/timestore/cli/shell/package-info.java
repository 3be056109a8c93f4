/** Tests of the SQL shell. */
@NullMarked
package io.timestore.cli.shell;

import org.jspecify.annotations.NullMarked;
