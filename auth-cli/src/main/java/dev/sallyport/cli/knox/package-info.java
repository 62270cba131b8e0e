/** Command that imports keys of django-rest-knox and Smarter, and its CSV reader. */
@NullMarked
package dev.sallyport.cli.knox;

import org.jspecify.annotations.NullMarked;
