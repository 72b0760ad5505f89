package io.orderwire.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class FlameTest {
  private final Frame adapter = Frame.group("adapter");
  private final Frame run = Frame.of("java.lang.VirtualThread", "run", false);
  private final Frame send =
      Frame.of("io.orderwire.delivery.webhook.delivery.Sender", "send", false);
  private final Frame write = Frame.of("sun.nio.ch.SocketDispatcher", "write0", true);
  private final FlameTree tree = new FlameTree(Frame.group("all"));

  @Test
  void names_are_short_and_the_same_for_each_hidden_class_and_generated_method() {
    assertThat(send).isEqualTo(new Frame("Sender.send", Frame.Origin.OURS));
    assertThat(write.name()).isEqualTo("SocketDispatcher.write0 [native]");
    assertThat(Frame.of("io.orderwire.A$$Lambda.0x00007f1.22", "run", false).name())
        .isEqualTo(Frame.of("io.orderwire.A$$Lambda.0x00007f1.33", "run", false).name());
    assertThat(Frame.of("io.orderwire.A", "lambda$go$7", false).name()).isEqualTo("A.lambda$go");
    assertThat(Frame.of("org.apache.kafka.streams.X", "y", false).origin())
        .isEqualTo(Frame.Origin.KAFKA);
    assertThat(Frame.of("jdk.internal.misc.Unsafe", "park", false).origin())
        .isEqualTo(Frame.Origin.JDK);
  }

  @Test
  void stacks_with_the_same_beginning_are_one() {
    tree.add(List.of(adapter, run, send));
    tree.add(List.of(adapter, run, send, write));
    tree.add(List.of(adapter, run));

    assertThat(tree.samples()).isEqualTo(3);
    FlameTree running = tree.children().iterator().next().children().iterator().next();
    assertThat(running.samples()).isEqualTo(3);
    assertThat(running.own()).isEqualTo(1);
    assertThat(running.children()).hasSize(1);
    assertThat(tree.depth(1)).isEqualTo(5);
    assertThat(tree.depth(2)).isEqualTo(4);
  }

  @Test
  void the_picture_is_xml_and_leaves_out_what_is_below_half_a_percent() throws Exception {
    for (int n = 0; n < 999; n++) {
      tree.add(List.of(adapter, send, write));
    }
    tree.add(List.of(adapter, Frame.of("a.B", "<init>", false)));

    String svg = FlameSvg.of(tree, "webhooks", 190_000);

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(4);
    assertThat(svg).contains("Sender.send 99.9 %").doesNotContain("B.&lt;init&gt;");
  }

  @Test
  void a_picture_leaves_out_more_until_it_is_small_enough() {
    List<Frame> deep = new ArrayList<>(List.of(adapter));
    for (int n = 0; n < 500; n++) {
      deep.add(Frame.of("a.B" + n, "a_method_with_a_name_of_some_length", false));
      tree.add(deep);
    }

    String svg = FlameSvg.of(tree, "deep", 20_000);

    assertThat(svg.getBytes(UTF_8).length).isLessThanOrEqualTo(20_000);
    assertThat(svg).contains("B0.a_method");
  }

  @Test
  void the_text_counts_a_method_that_calls_itself_once() {
    tree.add(List.of(adapter, send, send, write));
    tree.add(List.of(adapter, send));

    assertThat(TopFrames.of(tree))
        .isEqualToNormalizingNewlines(
            """
            2 samples

            ITSELF  TOTAL    SERVICE
            0.0 %   100.0 %  adapter

            ITSELF  TOTAL    ITSELF
            50.0 %  100.0 %  Sender.send
            50.0 %  50.0 %   SocketDispatcher.write0 [native]

            ITSELF  TOTAL    OURS, WITH WHAT IT CALLS
            50.0 %  100.0 %  Sender.send
            """);
  }
}
