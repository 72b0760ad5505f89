@NullMarked
package io.orderwire.delivery.kafka.erasure;

import org.jspecify.annotations.NullMarked;
