/** What a caller asks: statement, parameters, freshness, limits. */
@NullMarked
package io.timestore.calcite.request;

import org.jspecify.annotations.NullMarked;
