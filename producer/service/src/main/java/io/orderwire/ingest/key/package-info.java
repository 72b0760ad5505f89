/** Who may publish: service API keys, of which a file holds the hashes. */
@NullMarked
package io.orderwire.ingest.key;

import org.jspecify.annotations.NullMarked;
