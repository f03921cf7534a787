export { EventLevel } from "./event_level";
export { LoggersCard } from "./loggers_card";
