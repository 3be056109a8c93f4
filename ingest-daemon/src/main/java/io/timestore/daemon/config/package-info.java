/** The daemon's configuration. */
@NullMarked
package io.timestore.daemon.config;

import org.jspecify.annotations.NullMarked;
