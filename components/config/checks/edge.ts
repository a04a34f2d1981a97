import { STAGING_SERVER } from "../../../policy-pack/rules/facts/acme";
import { callersOf } from "../../plan/calls";
import { OWN_ISSUERS } from "../../plan/issuers";
import type { Fault } from "../fault";
import { ACME_PRODUCTION } from "../schema/edge";
import { check, checkMembers, duplicateIndexes, faultIf } from "./check";

/** Returns whether the zone contains the name, which may be the zone itself. */
const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

const domainsInZone = check(["frontDoor", "publicDns"], ({ frontDoor, publicDns }) =>
  frontDoor.domains.flatMap((domain, index) =>
    faultIf(
      !isInZone(domain, publicDns.zone),
      `frontDoor.domains[${index}]`,
      domain,
      `a name in the zone publicDns.zone (${publicDns.zone})`,
    ),
  ),
);

/** Front Door needs a public host name with a certificate, in whichever zone it is; only a zone that contains the company's is of no use. */
const separateOriginZone = check(["publicDns"], ({ publicDns: { zone, originZone } }) =>
  faultIf(
    originZone !== undefined && isInZone(zone, originZone.name),
    "publicDns.originZone.name",
    originZone?.name,
    `a zone that does not contain publicDns.zone (${zone}), such as origin.${zone}`,
  ),
);

/** The parent zone's records at and below a delegation are not served (RFC 1034, section 4.2.1). */
const domainsOutsideOriginZone = check(["frontDoor", "publicDns"], ({ frontDoor, publicDns: { zone, originZone } }) =>
  originZone === undefined || isInZone(zone, originZone.name)
    ? []
    : frontDoor.domains.flatMap((domain, index) =>
        faultIf(
          isInZone(domain, originZone.name),
          `frontDoor.domains[${index}]`,
          domain,
          `a name outside publicDns.originZone (${originZone.name}): its delegation hides such records of publicDns.zone`,
        ),
      ),
);

/** Returns whether a route with this prefix matches requests to the path. */
const matches = (prefix: string, path: string): boolean => path === prefix || path.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`);

const probeServed = check(["frontDoor", "workloads"], ({ frontDoor: { probePath }, workloads }) => {
  const paths = Object.values(workloads).flatMap(({ ingress }) => ingress?.paths ?? []);
  if (paths.length === 0) return [{ path: "workloads", allowed: "at least one workload with ingress, which Front Door can route to" }];
  return faultIf(
    !paths.some((path) => matches(path, probePath)),
    "frontDoor.probePath",
    probePath,
    `a path that a workload's ingress serves, or one below it (${paths.join(", ")})`,
  );
});

const uniquePaths = checkMembers(["workloads"], ({ workloads }) => {
  const all = Object.entries(workloads).flatMap(([name, { ingress }]) =>
    (ingress?.paths ?? []).map((path, index) => ({ place: `workloads.${name}.ingress.paths[${index}]`, path, name })),
  );
  return duplicateIndexes(all.map(({ path }) => path.replace(/(.)\/$/, "$1"))).map(
    (index): Fault => ({
      path: all[index]?.place ?? "",
      actual: all[index]?.path,
      allowed: "a path that no other entry serves",
    }),
  );
});

const gatewayPods = check(["ingress"], ({ ingress: { controller, gatewayPodSecurity } }) =>
  faultIf(
    gatewayPodSecurity !== "restricted" && controller !== "gateway-api",
    "ingress.gatewayPodSecurity",
    gatewayPodSecurity,
    "restricted: only controller gateway-api generates pods that this setting applies to",
  ),
);

const exceptedBackends = check(["workloads"], ({ workloads }) =>
  Object.entries(workloads).flatMap(([name, { ingress, plainHttp }]) =>
    faultIf(
      plainHttp !== undefined && ingress === undefined && callersOf(workloads, name).length === 0,
      `workloads.${name}.plainHttp`,
      undefined,
      "a workload with ingress, or one that another workload calls: nothing connects to this one",
    ),
  ),
);

const trustedIssuer = check(["ingress", "tier"], ({ ingress: { issuer, acmeServer }, tier }) => [
  ...faultIf(
    tier === "production" && STAGING_SERVER.test(acmeServer),
    "ingress.acmeServer",
    acmeServer,
    "in production a server whose certificates Front Door trusts: the default, or the directory of another public authority",
  ),
  ...faultIf(
    tier === "production" && STAGING_SERVER.test(issuer ?? ""),
    "ingress.issuer",
    issuer,
    "in production an issuer whose certificates Front Door trusts, not one for tests",
  ),
]);

/** One issuer: the program's, which needs an account, or the user's, to which the settings of the account do not apply. */
const oneIssuer = check(["ingress"], ({ ingress: { issuer, acmeEmail, acmeServer } }) => {
  if (issuer === undefined)
    return faultIf(acmeEmail === undefined, "ingress.acmeEmail", undefined, "an e-mail address, or in its place ingress.issuer");
  const own: readonly string[] = Object.values(OWN_ISSUERS);
  const notApplied = `no value with ingress.issuer (${issuer}), whose own settings say where its certificates come from`;
  return [
    ...faultIf(own.includes(issuer), "ingress.issuer", issuer, `a name other than the program's (${own.join(", ")})`),
    ...faultIf(acmeEmail !== undefined, "ingress.acmeEmail", acmeEmail, notApplied),
    ...faultIf(acmeServer !== ACME_PRODUCTION, "ingress.acmeServer", acmeServer, notApplied),
  ];
});

export const edgeChecks = [
  trustedIssuer,
  oneIssuer,
  domainsInZone,
  separateOriginZone,
  domainsOutsideOriginZone,
  probeServed,
  uniquePaths,
  gatewayPods,
  exceptedBackends,
];
