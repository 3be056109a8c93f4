package io.timestore.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.timestore.embedded.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code run/stack.json}. It is replaced as a whole, so a reader never sees half of it.
 */
public final class StateFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;

  private StateFile(Path file) {
    this.file = file;
  }

  /** The state file of the stack whose data is under a folder. */
  public static StateFile under(Path home) {
    return new StateFile(new StackLayout(home).run().resolve("stack.json"));
  }

  public Optional<StackState> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), StackState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StackException(
          file + " cannot be read (" + e.getMessage() + "). Delete it if no stack runs.", e);
    }
  }

  synchronized void write(StackState state) throws IOException {
    WholeFile.write(file, JSON.writeValueAsBytes(state));
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
