import { access } from "./table/access";
import { cluster } from "./table/cluster";
import { data } from "./table/data";
import { edge } from "./table/edge";
import { monitoring } from "./table/monitoring";
import { network } from "./table/network";
import { pods } from "./table/pods";
import { sidecar } from "./table/sidecar";
import type { Row } from "./weakening";

/** Every weakening of what the committed stacks register, by type and path. */
export const TABLE: readonly Row[] = [...cluster, ...data, ...edge, ...network, ...access, ...monitoring, ...pods, ...sidecar];
