/**
 * Shares rate limit counts and notifications of changes between the nodes of an application through
 * Redis.
 */
@NullMarked
package dev.sallyport.redis;

import org.jspecify.annotations.NullMarked;
