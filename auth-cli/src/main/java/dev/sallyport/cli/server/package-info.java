/** Clients that work through the management API of a server, and the options that name it. */
@NullMarked
package dev.sallyport.cli.server;

import org.jspecify.annotations.NullMarked;
