/** The ways to print an answer. */
@NullMarked
package io.timestore.cli.format;

import org.jspecify.annotations.NullMarked;
