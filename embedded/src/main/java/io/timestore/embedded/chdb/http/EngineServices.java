package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.Engine;

/** What every request needs. */
record EngineServices(
    Engine engine,
    Sessions sessions,
    Cancellation cancellation,
    AccessGuard guard,
    KilledStatements killed) {}
