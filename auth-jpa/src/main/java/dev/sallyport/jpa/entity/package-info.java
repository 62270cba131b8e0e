/** Jakarta Persistence entities, one per table of Sallyport. */
@NullMarked
package dev.sallyport.jpa.entity;

import org.jspecify.annotations.NullMarked;
