import { isMeshSecret } from "../../plan/mesh";
import { secretsOf } from "../../plan/secrets";
import type { AcmeAccountConfig, PlatformConfig } from "../schema";
import { check, checkMembers, faultIf } from "./check";

/** Let's Encrypt has no external accounts: its directories do not announce `externalAccountRequired`. */
const LETS_ENCRYPT = /^https:\/\/[\w.-]+\.letsencrypt\.org\//;

/**
 * Servers that refuse a second registration with a binding: Google Trust Services' ("Unknown external account binding (EAB) key" in
 * certimate-go/certimate#588 and nginx-proxy/acme-companion#1218).
 */
const SINGLE_USE = /^https:\/\/[\w.-]+\.pki\.goog\//;

interface Binding {
  readonly path: string;
  readonly account: AcmeAccountConfig;
}

const SHARED = "ingress.acmeAccount";
const ownPath = (index: number): string => `stamps[${index}].acmeAccount`;

/** All bindings: first the one that stamps share. */
function bindingsOf({ ingress, stamps }: Pick<PlatformConfig, "ingress" | "stamps">): readonly Binding[] {
  return [
    { path: SHARED, account: ingress.acmeAccount },
    ...stamps.map(({ acmeAccount }, index) => ({ path: ownPath(index), account: acmeAccount })),
  ].flatMap(({ path, account }) => (account === undefined ? [] : [{ path, account }]));
}

const applied = check(["ingress", "stamps"], (config) => {
  const { issuer, acmeServer } = config.ingress;
  const bindings = bindingsOf(config);
  if (issuer !== undefined) {
    const allowed = `no value with ingress.issuer (${issuer}), whose own settings say where its certificates come from`;
    return bindings.map(({ path }) => ({ path, allowed }));
  }
  return faultIf(
    bindings.length > 0 && LETS_ENCRYPT.test(acmeServer),
    "ingress.acmeServer",
    acmeServer,
    `the directory of the server that ${bindings[0]?.path} is for; Let's Encrypt has no external accounts`,
  );
});

const keys = check(["ingress", "stamps"], (config, { secretNames, base64urlNames }) => {
  if (config.ingress.issuer !== undefined) return [];
  return bindingsOf(config).flatMap(({ path, account: { secret } }) => {
    const named = secretNames.includes(secret);
    return [
      ...faultIf(
        isMeshSecret(secret),
        `${path}.secret`,
        secret,
        "another name: this one is reserved for the authority of the service mesh",
      ),
      ...faultIf(!named, `${path}.secret`, undefined, "a name in hardened-aks:secrets whose value is the HMAC key in base64url"),
      ...faultIf(
        named && !base64urlNames.includes(secret),
        `${path}.secret`,
        undefined,
        "the name of a value in base64url: at least 16 letters, digits, hyphens and underscores, without = at the end",
      ),
    ];
  });
});

/** Every stamp has a binding or none has one. */
const complete = check(["ingress", "stamps"], ({ ingress, stamps }) => {
  const without = stamps.flatMap(({ acmeAccount, region }, index) => (acmeAccount === undefined ? [{ region, index }] : []));
  if (without.length === stamps.length) return [];
  if (ingress.acmeAccount === undefined)
    return without.map(({ region, index }) => ({
      path: ownPath(index),
      allowed: `a binding for ${region}, as other stamps have one, or ${SHARED} for the stamps without their own`,
    }));
  return faultIf(without.length === 0, SHARED, undefined, "no value where every stamp has its own acmeAccount: none would use it");
});

const separate = check(["ingress", "stamps"], (config) => {
  const bindings = bindingsOf(config);
  return bindings.flatMap(({ path, account }, index) => {
    const earlier = bindings.slice(0, index);
    return (["keyId", "secret"] as const).flatMap((key) =>
      faultIf(
        earlier.some((other) => other.account[key] === account[key]),
        `${path}.${key}`,
        undefined,
        `another value than every other binding's; one binding for several stamps is ${SHARED}`,
      ),
    );
  });
});

const singleUse = check(["ingress", "stamps"], ({ ingress: { acmeServer, acmeAccount }, stamps }) => {
  const users = stamps.filter((stamp) => stamp.acmeAccount === undefined).map(({ region }) => region);
  return faultIf(
    acmeAccount !== undefined && users.length > 1 && SINGLE_USE.test(acmeServer),
    SHARED,
    undefined,
    `a binding for each stamp in its place, stamps[].acmeAccount: the server accepts a binding once, and ${users.join(" and ")} each register`,
  );
});

/** A stamp's binding is in its own vault only, and with any binding's key a workload could register accounts in the company's name. */
const unread = checkMembers(["ingress", "stamps", "workloads", "postgres"], ({ workloads, postgres, ...config }) => {
  const names = bindingsOf(config).map(({ account }) => account.secret);
  return Object.entries(workloads).flatMap(([name, workload]) =>
    secretsOf(workload, { postgres }).flatMap((secret) =>
      faultIf(names.includes(secret), `workloads.${name}`, secret, "secrets other than the HMAC key of an ACME account's binding"),
    ),
  );
});

export const acmeAccountChecks = [applied, keys, complete, separate, singleUse, unread];
