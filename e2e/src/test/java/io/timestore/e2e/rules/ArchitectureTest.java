package io.timestore.e2e.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The direction of modules and packages, and which package may use which library. */
final class ArchitectureTest {
  /** Each module's root package and the modules that it may use. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "core", Set.of(),
          "embedded", Set.of("core"),
          "testkit", Set.of("core", "embedded"),
          "calcite", Set.of("core"),
          "jdbc", Set.of("core", "calcite"),
          "daemon", Set.of("core"),
          "cli", Set.of("core", "embedded", "calcite", "jdbc", "daemon"),
          "verify", Set.of("core", "embedded", "calcite", "jdbc", "daemon"),
          "bench", Set.of("core", "embedded", "calcite", "jdbc", "daemon"));

  static final List<String> MODULES = ARROWS.keySet().stream().sorted().toList();

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.timestore");
    assertThat(all.size()).isGreaterThan(900);
    assertThat(all.stream().map(ArchitectureTest::module).distinct()).hasSameElementsAs(MODULES);
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void aModuleUsesOnlyThoseBelowIt(String module) {
    List<String> others = new ArrayList<>(MODULES);
    others.remove(module);
    others.removeAll(ARROWS.get(module));
    String[] forbidden =
        others.stream().map(m -> "io.timestore." + m + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.timestore." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(all);
  }

  @Test
  void internalPackagesAreUsedByTheirModuleAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.timestore.jdbc..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.timestore.jdbc.internal..")
        .check(all);
  }

  @Test
  void theDriverShowsAHandfulOfTypes() {
    List<String> shown =
        all.stream()
            .filter(c -> c.getPackageName().equals("io.timestore.jdbc"))
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .map(JavaClass::getSimpleName)
            .toList();
    assertThat(shown)
        .containsExactlyInAnyOrder(
            "IngestAcknowledgement", "Provenance", "TimestoreDataSource", "TimestoreDriver");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.timestore.(*).(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void onlyTheHotBufferSpeaksToRedis() {
    onlyIn("io.timestore.core.hot.redis..", "io.lettuce..");
  }

  @Test
  void onlyTheCatalogUsesAPoolAndMigrations() {
    onlyIn(
        "io.timestore.core.catalog.postgres..",
        "com.zaxxer.hikari..",
        "org.flywaydb..",
        "org.postgresql..");
  }

  @Test
  void onlyTheClickHouseClientSpeaksHttpToClickHouse() {
    noClasses()
        .that()
        .resideInAnyPackage("io.timestore.calcite..", "io.timestore.daemon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..", "com.clickhouse..")
        .check(all);
  }

  @Test
  void onlyTheAdapterUsesCalcite() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.timestore.calcite..", "io.timestore.jdbc..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.calcite..")
        .check(all);
  }

  @Test
  void librariesAreExtendedWhereTheyOfferIt() {
    noClasses()
        .should()
        .beAssignableTo(
            DescribedPredicate.describe(
                "Lettuce's classes, but for CommandOutput, which it offers for that",
                c ->
                    c.getPackageName().startsWith("io.lettuce")
                        && !c.isInterface()
                        && !c.getSimpleName().equals("CommandOutput")))
        .check(all);
  }

  @Test
  void productionCodePrintsOnlyInCommandLines() {
    noClasses()
        .that()
        .resideInAnyPackage("io.timestore.core..", "io.timestore.calcite..", "io.timestore.jdbc..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(all);
  }

  private static void onlyIn(String home, String... clients) {
    classes()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(clients)
        .check(
            all.that(
                DescribedPredicate.describe(
                    "not the embedded stack, which starts the real servers",
                    c -> !c.getPackageName().startsWith("io.timestore.embedded"))));
  }
}
