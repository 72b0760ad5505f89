package io.orderwire.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.orderwire.verify",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule recording_checking_and_faults_need_the_jdk_alone =
      noClasses()
          .that()
          .resideInAnyPackage("..verify.record..", "..verify.check..", "..verify.nemesis..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "org.jspecify..",
              "..verify.record..",
              "..verify.check..",
              "..verify.nemesis..");

  @ArchTest
  static final ArchRule workloads_need_events_beside =
      noClasses()
          .that()
          .resideInAPackage("..verify.workload..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "org.jspecify..",
              "io.orderwire.avro..",
              "..verify.record..",
              "..verify.workload..");

  @ArchTest
  static final ArchRule clocks_are_given =
      noClasses()
          .that()
          .resideOutsideOfPackage("..verify.run..")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(java.util.Random.class);

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.verify.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();
}
