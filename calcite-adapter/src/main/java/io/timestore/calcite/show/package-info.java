/** SHOW, DESCRIBE and the rows of {@code information_schema}: what the catalog says, as rows. */
@NullMarked
package io.timestore.calcite.show;

import org.jspecify.annotations.NullMarked;
