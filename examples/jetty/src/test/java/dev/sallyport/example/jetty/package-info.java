/** The example from outside: over HTTP, by the command, as a process. */
@NullMarked
package dev.sallyport.example.jetty;

import org.jspecify.annotations.NullMarked;
