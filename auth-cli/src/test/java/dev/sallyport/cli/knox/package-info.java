@NullMarked
package dev.sallyport.cli.knox;

import org.jspecify.annotations.NullMarked;
