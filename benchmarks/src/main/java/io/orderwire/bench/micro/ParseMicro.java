package io.orderwire.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A producer's JSON into a checked event; Jackson makes a tree of it, and checks nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseMicro {
  private final Orders<byte[]> orders = Orders.json();
  private final ObjectMapper jackson = new ObjectMapper();

  @Benchmark
  public Parsed ours() {
    return EventJson.parse(orders.next());
  }

  @Benchmark
  public JsonNode baseline() throws IOException {
    return jackson.readTree(orders.next());
  }
}
