/**
 * Compatibility with django-rest-knox and Smarter: their token format, the import of their keys,
 * and their servlets.
 */
@NullMarked
package dev.sallyport.knox;

import org.jspecify.annotations.NullMarked;
