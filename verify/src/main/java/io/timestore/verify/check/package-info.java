/** The history of writes and reads, and the checker of the promises over it. */
@NullMarked
package io.timestore.verify.check;

import org.jspecify.annotations.NullMarked;
