/** Migration and validation of the database schema. */
@NullMarked
package dev.sallyport.jdbc.schema;

import org.jspecify.annotations.NullMarked;
