import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests by their names, and tells what came of each: its name, {@code passed}, {@code failed} or {@code not run},
 * and what it said, with tabs between. Used by {@code defences}, since Maven takes half a minute for what takes a
 * second.
 */
final class RunTests implements TestExecutionListener {
  private static final int LONGEST = 300;
  private static final String NOT_RUN = "not run";

  private final Set<String> named;
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private TestPlan plan;

  private RunTests(Set<String> named) {
    this.named = named;
    named.forEach(test -> outcomes.put(test, NOT_RUN + "\t"));
  }

  /** Where to write, then {@code full.name.of.Class#method} of each test. */
  public static void main(String[] args) throws IOException {
    Files.write(
        Path.of(args[0]),
        run(Arrays.asList(args).subList(1, args.length)),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    // Threads that a test left behind are not waited for.
    System.exit(0);
  }

  /** Runs tests, and gives a line for each. */
  static List<String> run(Collection<String> named) {
    RunTests tests = new RunTests(new TreeSet<>(named));
    LauncherFactory.create().execute(tests.asked(), tests);
    return tests.outcomes.entrySet().stream()
        .map(one -> one.getKey() + "\t" + one.getValue())
        .toList();
  }

  private LauncherDiscoveryRequest asked() {
    Set<String> classes =
        named.stream()
            .map(test -> test.substring(0, test.indexOf('#')))
            .collect(Collectors.toSet());
    PostDiscoveryFilter filter =
        test ->
            test.getSource().filter(MethodSource.class::isInstance).isEmpty()
                ? FilterResult.included("a class")
                : FilterResult.includedIf(test.getSource().flatMap(this::name).isPresent());
    return request()
        .selectors(classes.stream().map(name -> selectClass(name)).toList())
        .filters(filter)
        // Without its defence a test may wait for ever, and not to be interrupted.
        .configurationParameter("junit.jupiter.execution.timeout.testable.method.default", longest())
        .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
        .build();
  }

  private String longest() {
    return named.stream().anyMatch(test -> test.contains("IT#")) ? "10 m" : "2 m";
  }

  private Optional<String> name(TestSource source) {
    return source instanceof MethodSource method
        ? Optional.of(method.getClassName().replaceAll("\\$.*", "") + "#" + method.getMethodName())
            .filter(named::contains)
        : Optional.empty();
  }

  @Override
  public void testPlanExecutionStarted(TestPlan begun) {
    plan = begun;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    of(test).forEach(name -> outcomes.put(name, NOT_RUN + "\t" + line(reason)));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean isTest = nameOf(test).isPresent();
    String said = result.getThrowable().map(String::valueOf).map(RunTests::line).orElse("");
    String came =
        switch (result.getStatus()) {
          case SUCCESSFUL -> isTest ? "passed" : "";
          // A class that fails to begin has shown nothing.
          case FAILED -> isTest ? "failed" : NOT_RUN;
          case ABORTED -> NOT_RUN;
        };
    if (!came.isEmpty()) {
      of(test).forEach(name -> outcomes.merge(name, came + "\t" + said, RunTests::worse));
    }
  }

  /** Of several runs of one test, one that fails is enough; what a class does at its end is not looked at. */
  private static String worse(String before, String now) {
    return before.startsWith("failed") || (before.startsWith("passed") && now.startsWith(NOT_RUN))
        ? before
        : now;
  }

  /** The tests that are named and of which this is one, a run of one, or the class. */
  private List<String> of(TestIdentifier test) {
    Optional<String> own = nameOf(test);
    return own.isPresent()
        ? List.of(own.get())
        : plan.getDescendants(test).stream()
            .flatMap(one -> nameOf(one).stream())
            .distinct()
            .toList();
  }

  private Optional<String> nameOf(TestIdentifier test) {
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent()) {
      Optional<String> name = at.get().getSource().flatMap(this::name);
      if (name.isPresent()) {
        return name;
      }
      at = plan.getParent(at.get());
    }
    return Optional.empty();
  }

  private static String line(String text) {
    String all = text.strip().replaceAll("\\s+", " ");
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + " …";
  }
}
