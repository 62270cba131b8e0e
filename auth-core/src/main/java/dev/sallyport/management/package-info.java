/** Management of API keys, owners and resources. */
@NullMarked
package dev.sallyport.management;

import org.jspecify.annotations.NullMarked;
