/** Tests on real database servers, and the servers they need. */
@NullMarked
package dev.sallyport.jpa;

import org.jspecify.annotations.NullMarked;
