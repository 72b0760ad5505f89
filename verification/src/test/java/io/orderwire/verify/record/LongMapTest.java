package io.orderwire.verify.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongMapTest {
  private static final long ABSENT = -77;

  @Property(tries = 200)
  void is_a_map(
      @ForAll @Size(max = 300) List<@LongRange(min = -50, max = 50) Long> near,
      @ForAll @Size(max = 100) List<Long> far) {
    Map<Long, Long> expected = new HashMap<>();
    LongMap map = new LongMap();
    for (long key : near) {
      expected.put(key, (long) expected.size());
      map.put(key, map.size());
    }
    for (long key : far) {
      expected.putIfAbsent(key, (long) expected.size());
      map.putIfAbsent(key, map.size());
    }

    assertThat(map.size()).isEqualTo(expected.size());
    assertThat(map.sortedKeys())
        .containsExactly(expected.keySet().stream().mapToLong(Long::longValue).sorted().toArray());
    expected.forEach((key, value) -> assertThat(map.get(key, ABSENT)).isEqualTo(value));
    for (long key = -60; key <= 60; key++) {
      assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
      assertThat(map.get(key, ABSENT)).isEqualTo(expected.getOrDefault(key, ABSENT));
    }
  }
}
