/** Texts of statements, and errors. */
@NullMarked
package io.timestore.jdbc.internal.text;

import org.jspecify.annotations.NullMarked;
