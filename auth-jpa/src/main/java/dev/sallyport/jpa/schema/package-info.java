/** Migration and validation of the database schema. */
@NullMarked
package dev.sallyport.jpa.schema;

import org.jspecify.annotations.NullMarked;
