/** The demo: three million real flights go in while questions are asked about them. */
@NullMarked
package io.timestore.cli.demo;

import org.jspecify.annotations.NullMarked;
