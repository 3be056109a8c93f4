/** The one way in which the daemon runs periodic work, with the state of each task. */
@NullMarked
package io.timestore.daemon.schedule;

import org.jspecify.annotations.NullMarked;
