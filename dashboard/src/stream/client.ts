// What /client.js offers.
export { RealtimeClient } from "./realtime_client";
export type { NewEvent, RealtimeClientOptions, SubscribeOptions } from "./realtime_client";
export { EventEmitter } from "./emitter";
export type { EventHandler } from "./emitter";
export { PublishError } from "./publications";
export type { Receipt } from "./publications";
export type { ConnectionState, Gap } from "./native_stream";
export type { Failure, From, Lag, Wanted } from "./frames";
export type { RealtimeEvent } from "../model/event";
export type { Json, JsonObject } from "../model/json";
