/** Interfaces of the clients that the commands use, on a database or through a server. */
@NullMarked
package dev.sallyport.cli.client;

import org.jspecify.annotations.NullMarked;
