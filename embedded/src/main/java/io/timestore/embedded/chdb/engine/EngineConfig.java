package io.timestore.embedded.chdb.engine;

import io.timestore.embedded.machine.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The engine's own configuration file, made anew at each start: two local disks with the storage
 * policy {@value #POLICY} (TTL and MOVE PARTITION work between its volumes {@code hot} and {@code
 * cold}), a folder for backups (as disk and for {@code File}), and half of the machine's memory as
 * the limit.
 */
public final class EngineConfig {
  public static final String POLICY = "hot_to_cold";

  private static final String TEXT =
      """
      <clickhouse>
        <max_server_memory_usage_to_ram_ratio>0.5</max_server_memory_usage_to_ram_ratio>
        <storage_configuration>
          <disks>
            <hot><path>%1$s/disks/hot/</path></hot>
            <cold><path>%1$s/disks/cold/</path></cold>
            <backups><type>local</type><path>%1$s/backups/</path></backups>
          </disks>
          <policies>
            <%2$s>
              <volumes>
                <hot><disk>hot</disk></hot>
                <cold><disk>cold</disk></cold>
              </volumes>
            </%2$s>
          </policies>
        </storage_configuration>
        <backups>
          <allowed_disk>backups</allowed_disk>
          <allowed_path>%1$s/backups/</allowed_path>
        </backups>
      </clickhouse>
      """;

  private EngineConfig() {}

  /** Writes the file into the data directory. */
  public static Path write(Path dataDirectory) throws IOException {
    Path data = dataDirectory.toAbsolutePath();
    Files.createDirectories(data.resolve("backups"));
    String path = data.toString().replace("&", "&amp;").replace("<", "&lt;");
    Path file = data.resolve("engine.xml");
    WholeFile.write(file, TEXT.formatted(path, POLICY));
    return file;
  }
}
