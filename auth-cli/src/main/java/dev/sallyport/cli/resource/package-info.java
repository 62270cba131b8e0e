/** Commands for resources and their bindings to keys. */
@NullMarked
package dev.sallyport.cli.resource;

import org.jspecify.annotations.NullMarked;
