package io.orderwire.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.orderwire.schemas",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.orderwire.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_registry_client_knows_no_kafka_and_no_generated_class =
      noClasses()
          .that()
          .resideInAPackage("..registry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.orderwire.avro..", "..serde..");

  @ArchTest
  static final ArchRule the_serde_knows_no_generated_class =
      noClasses()
          .that()
          .resideInAPackage("..serde..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.orderwire.avro..");

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Helper|Utils|Manager)")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..impl..", "..service..", "..dto..");

  @ArchTest
  static final ArchRule asks_no_clock_and_no_chance_but_where_it_is_handed_in =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(java.util.Random.class);

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      noFields().that().areStatic().should().notHaveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule classes_are_final_unless_made_to_be_extended =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .and()
          .areNotAnonymousClasses()
          .and()
          .doNotHaveSimpleName("RegistryUnavailableException") // sealed
          .and()
          .doNotHaveSimpleName("Refused") // sealed
          .should()
          .haveModifier(JavaModifier.FINAL);
}
