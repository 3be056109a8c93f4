/** The ClickHouse client: one HTTP interface, Native in and out. */
@NullMarked
package io.timestore.core.clickhouse;

import org.jspecify.annotations.NullMarked;
