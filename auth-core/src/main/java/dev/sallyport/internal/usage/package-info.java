/** Recording of last uses and counting of requests. */
@NullMarked
package dev.sallyport.internal.usage;

import org.jspecify.annotations.NullMarked;
