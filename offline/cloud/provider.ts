import { guid } from "./deterministic";
import type { Answer, CreateRequest } from "./types";

/** Provider resources get a GUID from the engine. */
export function answerProvider({ type, name }: CreateRequest): Answer {
  return { id: guid(`${type}\0${name}`), computed: {} };
}
