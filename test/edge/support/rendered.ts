import assert from "node:assert/strict";
import { kubernetesObjects } from "../../../offline/report/kubernetesObjects";
import type { KubernetesObject } from "../../cluster/support/kubernetesApi";
import { preview, type Settings } from "../../platform/support/preview";

export const CONTROLLERS = ["nginx", "istio", "gateway-api"] as const;
export type ControllerName = (typeof CONTROLLERS)[number];

/** What the program creates in the cluster of the dev stack with one of the controllers. */
export interface Rendered {
  readonly objects: readonly KubernetesObject[];
  /** Id of the Front Door profile, as the smoke test knows it. */
  readonly frontDoorId: string;
}

/** A second workload, whose path is the beginning of the first one's: `/api/catalog` is catalog's, the rest of `/api` is web's. */
const SETTINGS = { web: { image: "web:1.0.0", replicas: { min: 1, max: 1 }, ingress: { paths: ["/api"] } } };

export async function render(controller: ControllerName, settings: Settings = {}): Promise<Rendered> {
  const ingress = { controller, backendTls: true };
  const { registrations } = await preview({ stack: "dev", settings: { ingress, workloads: SETTINGS, ...settings } });
  const objects = kubernetesObjects(registrations);
  assert.deepEqual(
    objects.filter(({ withheld }) => withheld).map(({ name }) => name),
    [],
  );
  const manifests = objects.map(({ manifest }) => manifest as unknown as KubernetesObject);
  const [, frontDoorId = ""] = /"FRONT_DOOR_ID","value":"([^"]*)"/.exec(JSON.stringify(manifests)) ?? [];
  assert.match(frontDoorId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return { objects: manifests, frontDoorId };
}

/** The only object of a kind with a name. */
export function objectOf(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject {
  const [found, ...others] = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined || others.length > 0) throw new Error(`expected one ${kind} ${name}, found ${others.length}`);
  return found;
}
