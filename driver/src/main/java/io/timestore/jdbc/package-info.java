/** The {@code jdbc:timestore:} driver: java.sql by hand over the query engine. */
@NullMarked
package io.timestore.jdbc;

import org.jspecify.annotations.NullMarked;
