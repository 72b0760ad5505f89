/** {@code POST /v1/events}, and what surrounds it: keys, problem documents, the OpenAPI file. */
@NullMarked
package io.orderwire.ingest.http;

import org.jspecify.annotations.NullMarked;
