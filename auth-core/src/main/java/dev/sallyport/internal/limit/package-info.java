/** Rate limiting of requests and throttling of failures. */
@NullMarked
package dev.sallyport.internal.limit;

import org.jspecify.annotations.NullMarked;
