/** The catalog as Calcite sees it: names, tables, types. */
@NullMarked
package io.timestore.calcite.schema;

import org.jspecify.annotations.NullMarked;
