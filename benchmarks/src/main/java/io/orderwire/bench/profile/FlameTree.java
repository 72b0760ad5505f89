package io.orderwire.bench.profile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stacks put together from the root on: what was called, and from there how often. */
final class FlameTree {
  private final Frame frame;
  private final Map<Frame, FlameTree> children = new LinkedHashMap<>();
  private long samples;
  private long own;

  /** An empty one. */
  FlameTree(Frame root) {
    this.frame = root;
  }

  /**
   * Adds a sample.
   *
   * @param stack from the root's callee to the method that ran
   */
  void add(List<Frame> stack) {
    FlameTree node = this;
    node.samples++;
    for (Frame called : stack) {
      node = node.children.computeIfAbsent(called, FlameTree::new);
      node.samples++;
    }
    node.own++;
  }

  Frame frame() {
    return frame;
  }

  /** How often it was on a stack here. */
  long samples() {
    return samples;
  }

  /** How often it was itself what ran. */
  long own() {
    return own;
  }

  Collection<FlameTree> children() {
    return children.values();
  }

  /** How many levels there are, this one included, of nodes with at least so many samples. */
  int depth(double least) {
    return 1
        + children.values().stream()
            .filter(child -> child.samples >= least)
            .mapToInt(child -> child.depth(least))
            .max()
            .orElse(0);
  }
}
