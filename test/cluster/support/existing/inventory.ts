import { ApiError, type KubernetesApi, type KubernetesObject, listOf } from "../kubernetesApi";
import { isPlayed } from "../kwok";
import { retry } from "../programs";

/** Objects that kubelets and controllers create and delete by themselves, by resource. */
const MAINTAINED = new Set([
  ...["pods", "events", "endpoints", "endpointslices", "leases", "leasecandidates", "replicasets", "controllerrevisions"],
  ...["csinodes", "certificatesigningrequests", "ipaddresses", "apiservices"],
]);
/** These are deleted before everything else, which their webhooks can refuse: nothing answers them after an interrupted run. */
const FIRST = /\/(validating|mutating)webhookconfigurations\//;
/** In seconds: namespaces with everything in them, and definitions with their objects, are gone. */
const TIMEOUT = 180;

/** Objects of a cluster, by path. */
export type Inventory = ReadonlyMap<string, KubernetesObject>;

interface Resource {
  readonly name: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** The objects that remain until somebody deletes them: neither maintained nor owned. */
export function takeInventory(api: KubernetesApi): Promise<Inventory> {
  return listObjects(api, (resource, { metadata }) => !MAINTAINED.has(resource) && (metadata.ownerReferences ?? []).length === 0);
}

/** The objects that can be deleted and that a condition accepts. */
export async function listObjects(
  api: KubernetesApi,
  isCounted: (resource: string, object: KubernetesObject) => boolean,
): Promise<Inventory> {
  const found = new Map<string, KubernetesObject>();
  for (const [root, { name: resource, namespaced }] of await listResources(api))
    for (const object of await api.list(`${root}/${resource}`)) {
      const { name, namespace } = object.metadata;
      const folder = namespaced ? `${root}/namespaces/${namespace}` : root;
      if (isCounted(resource, object)) found.set(`${folder}/${resource}/${name}`, object);
    }
  return found;
}

/** Every resource, with the root of its API: `/apis/apps/v1`. Of several versions the first one counts, which the server prefers. */
async function listResources(api: KubernetesApi): Promise<readonly (readonly [string, Resource])[]> {
  const groups = listOf<{ versions: { groupVersion: string }[] }>(await api.get("/apis"), "groups");
  const roots = ["/api/v1", ...groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => `/apis/${groupVersion}`))];
  const found = new Map<string, readonly [string, Resource]>();
  for (const root of roots)
    for (const resource of listOf<Resource>((await api.find(root)) ?? {}, "resources")) {
      const key = `${root.split("/").slice(0, -1).join("/")}/${resource.name}`;
      const isListed = ["list", "delete"].every((verb) => resource.verbs.includes(verb));
      if (isListed && !found.has(key)) found.set(key, [root, resource]);
    }
  return [...found.values()];
}

/**
 * Deletes the nodes that KWOK plays, the pods of nodes that do not exist, and every object that is not to be kept.
 *
 * @param isKept whether an object stays, by its path in the inventory
 * @throws Error with what is still there after three minutes
 */
export async function deleteOthers(api: KubernetesApi, isKept: (path: string) => boolean): Promise<void> {
  await retry(async () => {
    const created = [...(await takeInventory(api))].filter(([path]) => !isKept(path) && isDeletable(path, isKept));
    for (const [path] of created.filter(([path]) => FIRST.test(path))) await deleteIfPresent(api, path);
    await deletePlayedNodes(api);
    for (const [path, { metadata }] of created.filter(([path]) => !FIRST.test(path)))
      if (metadata.deletionTimestamp === undefined) await deleteIfPresent(api, path);
    if (created.length > 0) throw new Error(`these objects are not deleted yet: ${created.map(([path]) => path).join(", ")}`);
  }, TIMEOUT);
}

/** Nodes of others stay; what is in a namespace that is deleted itself is deleted with it. */
function isDeletable(path: string, isKept: (path: string) => boolean): boolean {
  if (path.startsWith("/api/v1/nodes/")) return false;
  const [, namespace] = /\/namespaces\/([^/]+)\/./.exec(path) ?? [];
  return namespace === undefined || isKept(`/api/v1/namespaces/${namespace}`);
}

/** Nothing ends the pods of nodes that are gone, so they are deleted by force. */
async function deletePlayedNodes(api: KubernetesApi): Promise<void> {
  const nodes = await api.list("/api/v1/nodes");
  for (const { metadata } of nodes.filter(isPlayed)) await deleteIfPresent(api, `/api/v1/nodes/${metadata.name}`);
  const remaining = new Set(nodes.filter((node) => !isPlayed(node)).map(({ metadata }) => metadata.name));
  for (const { metadata, spec } of await api.list("/api/v1/pods")) {
    const { nodeName } = (spec ?? {}) as { readonly nodeName?: string };
    if (nodeName === undefined || remaining.has(nodeName)) continue;
    await deleteIfPresent(api, `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}?gracePeriodSeconds=0`);
  }
}

/** Deletes an object that may be gone, or be changing. */
export async function deleteIfPresent(api: KubernetesApi, path: string): Promise<void> {
  await api.delete(path).catch((error: unknown) => {
    if (!(error instanceof ApiError && [404, 409].includes(error.status))) throw error;
  });
}
