package io.timestore.embedded.chdb;

/** What every request needs. */
record EngineServices(
    Engine engine,
    Sessions sessions,
    Cancellation cancellation,
    AccessGuard guard,
    KilledStatements killed) {}
