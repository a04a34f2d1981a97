import type { Program } from "./program";
import { START } from "./table/start";

/** All programs by subject. */
export const PROGRAMS: Readonly<Record<string, readonly Program[]>> = {
  "start and end": START,
};
