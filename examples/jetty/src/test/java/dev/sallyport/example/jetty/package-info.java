/** Tests of the example over HTTP, by the command, in a browser and as a process. */
@NullMarked
package dev.sallyport.example.jetty;

import org.jspecify.annotations.NullMarked;
