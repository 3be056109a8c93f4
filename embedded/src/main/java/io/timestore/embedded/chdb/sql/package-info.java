/**
 * ClickHouse's SQL as far as a front end reads and writes it: the lexer, a statement's outline,
 * names and values.
 */
@NullMarked
package io.timestore.embedded.chdb.sql;

import org.jspecify.annotations.NullMarked;
