/** Tests on a real Redis. */
@NullMarked
package dev.sallyport.auth.redis;

import org.jspecify.annotations.NullMarked;
