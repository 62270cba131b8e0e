/** Commands that store, remove and show the connection to a server. */
@NullMarked
package dev.sallyport.cli.login;

import org.jspecify.annotations.NullMarked;
