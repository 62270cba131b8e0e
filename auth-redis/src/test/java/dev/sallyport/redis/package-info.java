/** Tests on a real Redis server. */
@NullMarked
package dev.sallyport.redis;

import org.jspecify.annotations.NullMarked;
