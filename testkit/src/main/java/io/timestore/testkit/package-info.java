/** Stacks, fakes, generators and oracles for tests. */
@NullMarked
package io.timestore.testkit;

import org.jspecify.annotations.NullMarked;
