/** A small application with something worth protecting, and one filter that does. */
@NullMarked
package dev.sallyport.example.jetty;

import org.jspecify.annotations.NullMarked;
