/** Tests on real databases, and the servers they need. */
@NullMarked
package dev.sallyport.auth.jpa;

import org.jspecify.annotations.NullMarked;
