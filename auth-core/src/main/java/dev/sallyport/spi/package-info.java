/** Service provider interfaces of stores, owner and resource directories, and clusters. */
@NullMarked
package dev.sallyport.spi;

import org.jspecify.annotations.NullMarked;
