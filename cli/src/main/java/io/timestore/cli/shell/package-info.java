/** The SQL shell: statements and backslash commands, typed by a person or read from a script. */
@NullMarked
package io.timestore.cli.shell;

import org.jspecify.annotations.NullMarked;
