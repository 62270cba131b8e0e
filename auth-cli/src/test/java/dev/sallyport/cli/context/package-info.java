@NullMarked
package dev.sallyport.cli.context;

import org.jspecify.annotations.NullMarked;
