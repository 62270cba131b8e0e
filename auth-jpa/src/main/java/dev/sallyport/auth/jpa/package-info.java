/** Keeps keys and owners in a relational database, through Jakarta Persistence. */
@NullMarked
package dev.sallyport.auth.jpa;

import org.jspecify.annotations.NullMarked;
