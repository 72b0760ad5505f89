/** Tests of what every HTTP channel shares. */
@NullMarked
package io.orderwire.delivery.http;

import org.jspecify.annotations.NullMarked;
