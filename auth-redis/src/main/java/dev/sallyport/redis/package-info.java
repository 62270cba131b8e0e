/** Lets the nodes of an application share counts and news of changes through Redis. */
@NullMarked
package dev.sallyport.redis;

import org.jspecify.annotations.NullMarked;
