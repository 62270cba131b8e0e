/** Implementation of key, owner and resource management. */
@NullMarked
package dev.sallyport.internal.management;

import org.jspecify.annotations.NullMarked;
