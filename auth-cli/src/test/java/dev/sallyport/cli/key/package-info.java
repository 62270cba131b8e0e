@NullMarked
package dev.sallyport.cli.key;

import org.jspecify.annotations.NullMarked;
