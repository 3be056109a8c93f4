/** The daemon's share of the lanes, held by leases of the catalog. */
@NullMarked
package io.timestore.daemon.lease;

import org.jspecify.annotations.NullMarked;
