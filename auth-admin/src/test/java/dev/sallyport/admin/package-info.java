@NullMarked
package dev.sallyport.admin;

import org.jspecify.annotations.NullMarked;
