/** The statements of a text, and their errors. */
@NullMarked
package io.timestore.jdbc.internal.text;

import org.jspecify.annotations.NullMarked;
