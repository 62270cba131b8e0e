/** Tests on real database servers, and the servers they need. */
@NullMarked
package dev.sallyport.jdbc;

import org.jspecify.annotations.NullMarked;
