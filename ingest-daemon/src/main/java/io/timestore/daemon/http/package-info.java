/** The HTTP server: routes, bodies, errors, metrics. */
@NullMarked
package io.timestore.daemon.http;

import org.jspecify.annotations.NullMarked;
