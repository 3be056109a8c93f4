/** JMH benchmarks. */
@NullMarked
package io.timestore.bench;

import org.jspecify.annotations.NullMarked;
