package io.orderwire.bench.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A row whose sides have given values in turn. */
public final class FakeRow implements Row {
  private final List<String> calls = new ArrayList<>();
  private final List<Metric> metrics;
  private final Iterator<Sample> ours;
  private final Iterator<Sample> baseline;

  FakeRow(List<Metric> metrics, List<Sample> ours, List<Sample> baseline) {
    this.metrics = metrics;
    this.ours = ours.iterator();
    this.baseline = baseline.iterator();
  }

  /** What was called, in order. */
  List<String> calls() {
    return calls;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String title() {
    return "something against something else";
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public Contest open() {
    calls.add("open");
    return new Contest() {
      @Override
      public Sample ours() throws IOException {
        calls.add("ours");
        if (!ours.hasNext()) {
          throw new IOException("lost");
        }
        return ours.next();
      }

      @Override
      public Sample baseline() {
        calls.add("baseline");
        if (!baseline.hasNext()) {
          throw new RowFailedException("3 came, not 4");
        }
        return baseline.next();
      }

      @Override
      public void close() {
        calls.add("close");
      }
    };
  }
}
