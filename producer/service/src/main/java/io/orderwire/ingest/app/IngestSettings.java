package io.orderwire.ingest.app;

import io.orderwire.ingest.http.Limits;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code orderwire.ingest.*}.
 *
 * @param keysFile the file of service keys, lines {@code name=<sha256 in hex>}
 * @param maxBody the most bytes of one JSON text, decompressed; a stream has no such limit
 * @param maxArray the most events of one array
 * @param maxRequests the most requests at once
 * @param maxBuffered the most bytes that all requests may hold together while they are read
 * @param slowestEvent how long one event may take to arrive
 * @param window the most events of one stream that await their outcome
 * @param bodyWait how long a request with a JSON text waits for room on the way to the broker
 * @param streamWait the same for a stream, where waiting is how it is slowed down
 * @param brokerAwayAfter after which silence the broker counts as away, no longer as slow
 */
@ConfigurationProperties("orderwire.ingest")
record IngestSettings(
    Path keysFile,
    @DefaultValue("4MB") DataSize maxBody,
    @DefaultValue("1000") int maxArray,
    @DefaultValue("512") int maxRequests,
    @DefaultValue("64MB") DataSize maxBuffered,
    @DefaultValue("30s") Duration slowestEvent,
    @DefaultValue("4096") int window,
    @DefaultValue("500ms") Duration bodyWait,
    @DefaultValue("10s") Duration streamWait,
    @DefaultValue("3s") Duration brokerAwayAfter) {

  Limits limits() {
    return new Limits(
        Math.toIntExact(maxBody.toBytes()),
        maxArray,
        maxRequests,
        Math.toIntExact(maxBuffered.toBytes()),
        slowestEvent,
        window);
  }
}
