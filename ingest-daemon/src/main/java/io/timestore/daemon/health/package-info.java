/** How well the daemon and its stores work. */
@NullMarked
package io.timestore.daemon.health;

import org.jspecify.annotations.NullMarked;
