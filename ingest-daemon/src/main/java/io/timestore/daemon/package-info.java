/** The daemon: its configuration and the one place where its parts are put together. */
@NullMarked
package io.timestore.daemon;

import org.jspecify.annotations.NullMarked;
