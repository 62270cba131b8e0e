/** Tests on real databases, and the servers they need. */
@NullMarked
package dev.sallyport.jpa;

import org.jspecify.annotations.NullMarked;
