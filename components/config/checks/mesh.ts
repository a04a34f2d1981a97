import { isInMesh } from "../../plan/mesh";
import type { PlatformConfig, WorkloadConfig } from "../schema";
import { check, checkMembers, faultIf } from "./check";

/**
 * Revision from which a new mesh redirects traffic by a CNI plugin (Azure/AKS release notes of 2026-06-19; Microsoft Learn: Istio CNI).
 * Earlier ones inject a container with NET_ADMIN and NET_RAW; the API version of azure-native has no property that changes it.
 */
const FIRST_REVISION_WITH_CNI = 30;

/** Ports of the proxy in each pod (Istio: ports used by Istio). */
const PROXY_PORTS = { first: 15_000, last: 15_090 };

const addOn = check(["serviceMesh", "ingress"], ({ serviceMesh: { mode }, ingress: { controller } }) =>
  faultIf(
    mode === "strict" && controller !== "istio",
    "serviceMesh.mode",
    mode,
    `off with ingress.controller ${controller}: the cluster has a mesh with controller istio only, and its gateway has an identity in it`,
  ),
);

const revision = check(["serviceMesh", "ingress"], ({ serviceMesh: { mode }, ingress: { controller, istioRevision } }) =>
  faultIf(
    mode === "strict" && controller === "istio" && Number(istioRevision.split("-").at(-1)) < FIRST_REVISION_WITH_CNI,
    "ingress.istioRevision",
    istioRevision,
    `asm-1-${FIRST_REVISION_WITH_CNI} or newer with serviceMesh.mode strict: earlier revisions add a container with NET_ADMIN to each ` +
      "pod, which the restricted Pod Security Standard refuses",
  ),
);

/** A workload outside the mesh has no identity in it, so the called one would refuse every connection. */
const callers = check(["serviceMesh", "workloads"], ({ serviceMesh, workloads }) =>
  Object.entries(workloads)
    .filter(([, caller]) => !isInMesh(caller, serviceMesh))
    .flatMap(([name, caller]) =>
      caller.calls.flatMap((callee, index) => {
        const called = workloads[callee];
        return faultIf(
          called !== undefined && isInMesh(called, serviceMesh),
          `workloads.${name}.calls[${index}]`,
          callee,
          `a workload outside the mesh, like ${name} ${reasonOf(caller)}: ${callee} accepts connections of the mesh only, unless it has ` +
            "outsideMesh too",
        );
      }),
    ),
);

function reasonOf({ sidecar }: WorkloadConfig): string {
  return sidecar === undefined ? "(outsideMesh)" : "(its sidecar)";
}

const exceptions = checkMembers(["serviceMesh", "workloads"], ({ serviceMesh, workloads }) =>
  Object.entries(workloads).flatMap(([name, workload]) => [
    ...faultIf(
      workload.outsideMesh !== undefined && (serviceMesh.mode === "off" || workload.sidecar !== undefined),
      `workloads.${name}.outsideMesh`,
      undefined,
      serviceMesh.mode === "off"
        ? "serviceMesh.mode strict: there is no mesh"
        : "a workload without a sidecar: one with it is outside the mesh",
    ),
    ...memberFaults(name, workload, serviceMesh),
  ]),
);

function memberFaults(name: string, workload: WorkloadConfig, serviceMesh: PlatformConfig["serviceMesh"]) {
  if (!isInMesh(workload, serviceMesh)) return [];
  const { first, last } = PROXY_PORTS;
  return [
    ...faultIf(
      workload.plainHttp !== undefined,
      `workloads.${name}.plainHttp`,
      undefined,
      "a workload outside the mesh: inside, the proxies encrypt up to the pod, and the application always receives plain HTTP from its own",
    ),
    ...faultIf(
      workload.port >= first && workload.port <= last,
      `workloads.${name}.port`,
      workload.port,
      `a port outside ${first} to ${last}, which Istio's proxy uses in each pod of the mesh`,
    ),
  ];
}

export const meshChecks = [addOn, revision, callers, exceptions];
