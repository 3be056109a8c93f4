/**
 * What the build does to the driver's one jar after it is put together. Nothing of it is shipped.
 */
@NullMarked
package io.timestore.packaging;

import org.jspecify.annotations.NullMarked;
