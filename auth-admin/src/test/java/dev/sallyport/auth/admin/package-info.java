@NullMarked
package dev.sallyport.auth.admin;

import org.jspecify.annotations.NullMarked;
