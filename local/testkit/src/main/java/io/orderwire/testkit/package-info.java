/** What tests stand on: Kafka, in a container or embedded, and schema registries. */
@NullMarked
package io.orderwire.testkit;

import org.jspecify.annotations.NullMarked;
