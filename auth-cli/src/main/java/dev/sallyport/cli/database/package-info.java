/** Clients that work on a database, and the options that name it. */
@NullMarked
package dev.sallyport.cli.database;

import org.jspecify.annotations.NullMarked;
