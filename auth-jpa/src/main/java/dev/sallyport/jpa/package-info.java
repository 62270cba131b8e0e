/** Keeps keys and owners in a relational database, through Jakarta Persistence. */
@NullMarked
package dev.sallyport.jpa;

import org.jspecify.annotations.NullMarked;
