/** Tests on a real Redis. */
@NullMarked
package dev.sallyport.redis;

import org.jspecify.annotations.NullMarked;
