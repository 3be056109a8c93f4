/** Statement text to parse tree: quoting, keywords as names, positions of errors. */
@NullMarked
package io.timestore.calcite.parse;

import org.jspecify.annotations.NullMarked;
