package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sizes of packages and of knots, and names that occur once. */
final class RoomsTest {
  private static final int MOST_FILES = 25;
  private static final int LARGEST_KNOT = 8;

  @Test
  void aPackageHasAtMost25Files() throws IOException {
    Map<Path, Long> tooMany =
        JavaSources.all().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    tooMany.values().removeIf(files -> files <= MOST_FILES);
    assertThat(tooMany).isEmpty();
  }

  @Test
  void aSimpleClassNameOccursOnce() throws IOException {
    Map<String, Set<Path>> byName = new TreeMap<>();
    for (Path file : JavaSources.all()) {
      byName
          .computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
          .add(file.getParent());
    }
    byName.remove("package-info.java");
    byName.values().removeIf(folders -> folders.size() == 1);
    assertThat(byName).isEmpty();
  }

  @Test
  void noKnotHasMoreThan8Classes() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.timestore");
    List<Set<String>> knots = Knots.of(all);
    assertThat(knots).as("the check finds the small ones that are there").isNotEmpty();
    assertThat(knots).allSatisfy(knot -> assertThat(knot).hasSizeLessThanOrEqualTo(LARGEST_KNOT));
  }
}
