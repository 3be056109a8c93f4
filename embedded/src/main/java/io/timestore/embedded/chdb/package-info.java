/**
 * The ClickHouse engine on this machine: the library in a child JVM, speaking ClickHouse's HTTP
 * interface on loopback.
 */
@NullMarked
package io.timestore.embedded.chdb;

import org.jspecify.annotations.NullMarked;
