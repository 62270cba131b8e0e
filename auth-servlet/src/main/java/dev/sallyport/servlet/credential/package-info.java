/** Credentials in the header fields of requests. */
@NullMarked
package dev.sallyport.servlet.credential;

import org.jspecify.annotations.NullMarked;
