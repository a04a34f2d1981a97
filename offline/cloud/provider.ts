import type { Answer, CreateRequest } from "./cloud";
import { guid } from "./deterministic";

/** Provider resources get a GUID from the engine. */
export function answerProvider({ type, name }: CreateRequest): Answer {
  return { id: guid(`${type}\0${name}`), computed: {} };
}
