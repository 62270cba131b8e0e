/**
 * Stores keys, owners, resources, the audit log and usage counts in a relational database through
 * Jakarta Persistence.
 */
@NullMarked
package dev.sallyport.jpa;

import org.jspecify.annotations.NullMarked;
