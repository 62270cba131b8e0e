/** The {@code sallyport} command: its command line, help, error reporting and logging. */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
