/** ClickHouse's HTTP interface over an engine: requests, sessions, external tables, answers. */
@NullMarked
package io.timestore.embedded.chdb.http;

import org.jspecify.annotations.NullMarked;
