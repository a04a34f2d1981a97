import { guid } from "./deterministic";
import type { CreateRequest, CreateResponse } from "./types";

/** The engine assigns provider resources a GUID. */
export function createProvider({ type, name }: CreateRequest): CreateResponse {
  return { id: guid(`${type}\0${name}`), computed: {} };
}
