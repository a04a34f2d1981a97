import type { Program } from "./program";
import { CONFIG } from "./table/config";
import { FAULTS } from "./table/faults";
import { FINDINGS } from "./table/findings";
import { FUNCTIONS } from "./table/functions";
import { KUBERNETES } from "./table/kubernetes";
import { MODULES } from "./table/modules";
import { OPTIONS } from "./table/options";
import { OUTPUTS } from "./table/outputs";
import { PACKAGES } from "./table/packages";
import { START } from "./table/start";

/** All programs by subject. */
export const PROGRAMS: Readonly<Record<string, readonly Program[]>> = {
  "start and end": START,
  "modules and entry points": MODULES,
  configuration: CONFIG,
  packages: PACKAGES,
  "components and options": OPTIONS,
  outputs: OUTPUTS,
  functions: FUNCTIONS,
  kubernetes: KUBERNETES,
  findings: FINDINGS,
  faults: FAULTS,
};
