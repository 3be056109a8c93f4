/**
 * From the text of a request to blocks: parsing, conversion without loss, cutting by time window.
 */
@NullMarked
package io.timestore.daemon.rows;

import org.jspecify.annotations.NullMarked;
