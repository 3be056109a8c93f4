/** The machine that a stack runs on: its programs, processes and files. */
@NullMarked
package io.timestore.embedded.machine;

import org.jspecify.annotations.NullMarked;
