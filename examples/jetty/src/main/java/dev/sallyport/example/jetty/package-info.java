/** Example application on Jetty with a protected chat resource and a chat page. */
@NullMarked
package dev.sallyport.example.jetty;

import org.jspecify.annotations.NullMarked;
