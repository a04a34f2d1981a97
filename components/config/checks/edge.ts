import { check, checkMembers, faultIf, repeated } from "./check";

const domainsInZone = check(["frontDoor", "publicDns"], ({ frontDoor, publicDns }) =>
  frontDoor.domains.flatMap((domain, index) =>
    faultIf(
      domain !== publicDns.zone && !domain.endsWith(`.${publicDns.zone}`),
      `frontDoor.domains[${index}]`,
      domain,
      `a name in the zone publicDns.zone (${publicDns.zone})`,
    ),
  ),
);

/** Whether requests to the path reach a route with this prefix. */
const serves = (prefix: string, path: string): boolean => path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);

const probeServed = check(["frontDoor", "workloads"], ({ frontDoor: { probePath }, workloads }) => {
  const paths = Object.values(workloads).flatMap(({ ingress }) => ingress?.paths ?? []);
  if (paths.length === 0) return [{ path: "workloads", allowed: "a workload with ingress: Front Door has nothing to route to" }];
  return faultIf(
    !paths.some((path) => serves(path, probePath)),
    "frontDoor.probePath",
    probePath,
    `a path that a workload's ingress serves, or one below it (${paths.join(", ")})`,
  );
});

const pathsOnce = checkMembers(["workloads"], ({ workloads }) => {
  const all = Object.entries(workloads).flatMap(([name, { ingress }]) =>
    (ingress?.paths ?? []).map((path, index) => ({ at: `workloads.${name}.ingress.paths[${index}]`, path, name })),
  );
  return repeated(all.map(({ path }) => path.replace(/(.)\/$/, "$1"))).map((index) => ({
    path: all[index]?.at ?? "",
    given: all[index]?.path,
    allowed: "a path that no other entry serves",
  }));
});

const gatewayPods = check(["ingress"], ({ ingress: { controller, gatewayPodSecurity } }) =>
  faultIf(
    gatewayPodSecurity !== "restricted" && controller !== "gateway-api",
    "ingress.gatewayPodSecurity",
    gatewayPodSecurity,
    "restricted: it is for the pods that controller gateway-api generates",
  ),
);

export const edgeChecks = [domainsInZone, probeServed, pathsOnce, gatewayPods];
