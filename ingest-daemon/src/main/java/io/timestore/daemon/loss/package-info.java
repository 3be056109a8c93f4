/** Notices when the hot buffer lost acknowledged rows, and puts lanes right after that. */
@NullMarked
package io.timestore.daemon.loss;

import org.jspecify.annotations.NullMarked;
