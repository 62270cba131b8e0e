/** Entry point of Sallyport: authentication of requests by API key, and management of keys. */
@NullMarked
package dev.sallyport;

import org.jspecify.annotations.NullMarked;
