package io.timestore.embedded.engine;

/** What every request needs. */
record EngineServices(
    Engine engine,
    Sessions sessions,
    Cancellation cancellation,
    AccessGuard guard,
    KilledStatements killed) {}
