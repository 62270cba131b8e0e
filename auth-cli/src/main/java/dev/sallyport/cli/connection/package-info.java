/** Options that choose between a server and a database. */
@NullMarked
package dev.sallyport.cli.connection;

import org.jspecify.annotations.NullMarked;
