package io.orderwire.bench;

import io.orderwire.bench.micro.Micro;
import io.orderwire.bench.micro.MicroResult;
import io.orderwire.bench.micro.MicroRun;
import io.orderwire.bench.profile.Profile;
import io.orderwire.bench.report.FormerRuns;
import io.orderwire.bench.report.Machine;
import io.orderwire.bench.report.MicroTable;
import io.orderwire.bench.report.ResultJson;
import io.orderwire.bench.report.ResultSvg;
import io.orderwire.bench.report.ResultTable;
import io.orderwire.bench.rows.ErasureRow;
import io.orderwire.bench.rows.FootprintRow;
import io.orderwire.bench.rows.GrowthRow;
import io.orderwire.bench.rows.Histories;
import io.orderwire.bench.rows.IngestRow;
import io.orderwire.bench.rows.IsolationRow;
import io.orderwire.bench.rows.LatencyRow;
import io.orderwire.bench.rows.PartnersRow;
import io.orderwire.bench.rows.PipelineRow;
import io.orderwire.bench.rows.PollNothingRow;
import io.orderwire.bench.rows.PollPagesRow;
import io.orderwire.bench.rows.RebalanceRow;
import io.orderwire.bench.rows.RecoveryRow;
import io.orderwire.bench.rows.RestartRow;
import io.orderwire.bench.rows.RollingRow;
import io.orderwire.bench.rows.SequencingRow;
import io.orderwire.bench.rows.SseDeliveryRow;
import io.orderwire.bench.rows.SseIdleRow;
import io.orderwire.bench.rows.WebhooksRow;
import io.orderwire.bench.suite.Goal;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Result;
import io.orderwire.bench.suite.RoundWatch;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Runner;
import io.orderwire.bench.system.Stage;
import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Table;
import io.orderwire.processes.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire bench}: measures the system, each row against a baseline in the same run. */
@Command(
    name = "bench",
    description = {
      "Measures the system on this machine, each row against a baseline in the same run.",
      "Starts all that it needs, and stops it again; nothing of a running system is touched.",
      "Rows of polling need wrk and nginx (Debian packages wrk and nginx-light)."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 1 where a row failed: it could not be measured, or delivered something wrong.",
      "A goal that is not met is no failure.",
      "",
      "Examples:",
      "  ./orderwire bench --list",
      "  ./orderwire bench webhooks poll-pages --json results.json --svg results.svg",
      "  ./orderwire bench poll-pages --before results.json",
      "  ./orderwire bench --micro render signature"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 2;

  @Parameters(
      paramLabel = "ROW",
      arity = "0..*",
      description = "What to measure (default: all but those that take very long).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that count, of each side (default: 5, with --quick 2).")
  private @Nullable Integer rounds;

  @Option(
      names = "--quick",
      description = "Little work in each round: shows that it runs, not how fast.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write all values.")
  private @Nullable Path json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Where to draw the ratios.")
  private @Nullable Path svg;

  @Option(
      names = "--before",
      paramLabel = "FILE",
      description = "Tell beside each ratio that of a former run, which --json wrote; repeatable.")
  private List<Path> before = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Tell the results of former runs instead of measuring; repeatable.")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Record our services in one round more, and draw there a flame graph a row.")
  private @Nullable Path profile;

  @Option(
      names = "--micro",
      description = "Measure inner parts by JMH instead of rows; ROW is then the name of a part.")
  private boolean micro;

  @Option(names = "--list", description = "Name the rows and their goals, or the parts, and end.")
  private boolean list;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds != null && rounds < 1) {
      throw new CommandFailure("--rounds takes 1 or more, not " + rounds + ".");
    }
    requireDirectory(json);
    requireDirectory(svg);
    Path root = Path.of(System.getProperty("orderwire.root", ""));
    Path directory = RunDirectory.of(root, "benchmarks");
    Stage stage = new Stage(directory, quick, this::say);
    if (micro) {
      return measureParts(new MicroRun(root, directory, this::say), stage);
    }
    List<Row> rows = chosen(rows(stage));
    if (list) {
      list(rows);
      return 0;
    }
    List<Result> former = FormerRuns.read(before, rows);
    if (!from.isEmpty()) {
      if (json != null || profile != null) {
        throw new CommandFailure(
            "--from measures nothing, so it goes without --json and --profile.");
      }
      report(FormerRuns.read(from, rows), former);
      return 0;
    }
    Files.createDirectories(directory);
    Machine machine = Machine.now(clock.instant());
    List<Result> results = measure(rows, stage);
    report(results, former);
    if (json != null) {
      Files.write(json, ResultJson.of(results, List.of(), machine, quick));
    }
    if (results.stream().anyMatch(result -> result.failure().isPresent())) {
      say("Logs are kept in " + directory + ".");
      return 1;
    }
    stage.delete();
    return 0;
  }

  private int measureParts(MicroRun run, Stage stage) throws IOException, InterruptedException {
    if (svg != null || rounds != null || profile != null || !from.isEmpty() || !before.isEmpty()) {
      throw new CommandFailure(
          "--micro goes with no other option than --quick, --json and --list.");
    }
    requireKnown("part", Micro.ALL.stream().map(Micro::name).toList());
    List<Micro> parts =
        Micro.ALL.stream().filter(part -> names.isEmpty() || names.contains(part.name())).toList();
    if (list) {
      Table table = new Table(List.of("PART", "WHAT"));
      parts.forEach(part -> table.row(List.of(part.name(), part.title())));
      print(table);
      return 0;
    }
    Files.createDirectories(stage.resolve(""));
    Machine machine = Machine.now(clock.instant());
    try {
      List<MicroResult> results = run.run(parts, quick);
      PrintWriter out = spec.commandLine().getOut();
      out.println();
      MicroTable.print(results, out);
      if (json != null) {
        Files.write(json, ResultJson.of(List.of(), results, machine, quick));
      }
    } catch (RowFailedException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    stage.delete();
    return 0;
  }

  /** Now, not when all is measured. */
  private static void requireDirectory(@Nullable Path file) {
    if (file != null && !Files.isDirectory(file.toAbsolutePath().resolveSibling("."))) {
      throw new CommandFailure(file + " can't be written: its directory does not exist.");
    }
  }

  private static List<Row> rows(Stage stage) {
    Histories histories = new Histories(stage);
    return List.of(
        new WebhooksRow(stage),
        new IsolationRow(stage),
        new PollNothingRow(stage),
        new PollPagesRow(stage),
        new LatencyRow(stage),
        new SseDeliveryRow(stage),
        new SseIdleRow(stage),
        new IngestRow(stage),
        new SequencingRow(stage),
        new PipelineRow(stage),
        new FootprintRow(stage),
        new PartnersRow(stage, "10", 10),
        new PartnersRow(stage, "100k", 100_000),
        new GrowthRow(stage, histories, "1m", 1_000_000),
        new GrowthRow(stage, histories, "10m", 10_000_000),
        new RestartRow(stage, histories, "10m", 10_000_000),
        new PartnersRow(stage, "1m", 1_000_000),
        new GrowthRow(stage, histories, "50m", 50_000_000),
        new ErasureRow(stage, "1m", 1_000_000),
        new ErasureRow(stage, "10m", 10_000_000),
        new RollingRow(stage),
        new RebalanceRow(stage),
        new RecoveryRow(stage, RecoveryRow.Victim.BROKER),
        new RecoveryRow(stage, RecoveryRow.Victim.REGISTRY),
        new RecoveryRow(stage, RecoveryRow.Victim.INGEST),
        new RecoveryRow(stage, RecoveryRow.Victim.PROCESSOR),
        new RecoveryRow(stage, RecoveryRow.Victim.PROCESSOR_OF_TWO),
        new RecoveryRow(stage, RecoveryRow.Victim.ADAPTER),
        new RecoveryRow(stage, RecoveryRow.Victim.ADAPTER_OF_TWO));
  }

  private List<Row> chosen(List<Row> all) {
    requireKnown("row", all.stream().map(Row::name).toList());
    return all.stream()
        .filter(row -> names.isEmpty() ? isAll() || !row.isLong() : names.contains(row.name()))
        .toList();
  }

  /** Whether rows that take very long are meant, too. */
  private boolean isAll() {
    return list || !from.isEmpty();
  }

  private void requireKnown(String what, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandFailure(
            "There is no %s %s; there are %s.".formatted(what, name, String.join(", ", known)));
      }
    }
  }

  private void list(List<Row> rows) {
    Table table = new Table(List.of("ROW", "GOAL", "WHAT"));
    for (Row row : rows) {
      String goals =
          row.metrics().stream()
              .filter(metric -> metric.goal().isPresent())
              .map(BenchCommand::goal)
              .collect(Collectors.joining(", "));
      table.row(List.of(row.name(), goals, row.title()));
    }
    print(table);
  }

  private void print(Table table) {
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.flush();
  }

  private static String goal(Metric metric) {
    String goal = metric.goal().map(Goal::toString).orElse("");
    return metric.name().isEmpty() ? goal : metric.name() + " " + goal;
  }

  private RoundWatch watch(Stage stage) throws IOException {
    return profile == null
        ? RoundWatch.NONE
        : new Profile(profile, stage.resolve("recordings"), stage::services, this::say);
  }

  private List<Result> measure(List<Row> rows, Stage stage)
      throws IOException, InterruptedException {
    Runner runner =
        new Runner(
            quick ? 1 : WARM_UPS,
            rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS,
            watch(stage),
            this::say);
    Thread hook = new Thread(stage::close, "orderwire-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    List<Result> results = new ArrayList<>();
    try (stage) {
      for (Row row : rows) {
        results.add(runner.run(row));
      }
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    return results;
  }

  private void report(List<Result> results, List<Result> former) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    ResultTable.print(results, former, out);
    if (svg != null) {
      Files.writeString(svg, ResultSvg.of(results));
    }
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }
}
