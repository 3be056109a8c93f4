/** The whole stack on one machine: its components as child processes, and who watches them. */
@NullMarked
package io.timestore.embedded;

import org.jspecify.annotations.NullMarked;
