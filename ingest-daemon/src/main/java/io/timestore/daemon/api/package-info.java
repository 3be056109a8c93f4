/** The objects of the HTTP API's answers as records, and how they are written as JSON. */
@NullMarked
package io.timestore.daemon.api;

import org.jspecify.annotations.NullMarked;
