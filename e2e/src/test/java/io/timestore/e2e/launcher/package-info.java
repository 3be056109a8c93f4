/** The command line with the whole stack behind it. */
package io.timestore.e2e.launcher;
