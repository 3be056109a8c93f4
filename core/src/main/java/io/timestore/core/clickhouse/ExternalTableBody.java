package io.timestore.core.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** An external table as a part of a multipart form. ClickHouse knows such parts by a file name. */
final class ExternalTableBody extends AbstractContentBody {
  private final ExternalTable table;

  ExternalTableBody(ExternalTable table) {
    super(ContentType.APPLICATION_OCTET_STREAM);
    this.table = table;
  }

  @Override
  public String getFilename() {
    return table.name();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    table.data().writeTo(out);
  }

  /** Not known before it is written. */
  @Override
  public long getContentLength() {
    return -1;
  }
}
