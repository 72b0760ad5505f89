/** Where what the project consists of comes from: libraries, their licences, and versions. */
@NullMarked
package io.orderwire.system.supply;

import org.jspecify.annotations.NullMarked;
