/** The {@code sallyport} command: what it asks of the core, and how it answers on a terminal. */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
