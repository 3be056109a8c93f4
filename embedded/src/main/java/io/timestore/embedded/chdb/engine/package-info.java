/** ClickHouse in process: the library by JNA, its connections, streams and inserts. */
@NullMarked
package io.timestore.embedded.chdb.engine;

import org.jspecify.annotations.NullMarked;
