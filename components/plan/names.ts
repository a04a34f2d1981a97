import { shortHash } from "./hash";

interface NameRule {
  /** Prefix after the Cloud Adoption Framework's abbreviations. */
  readonly prefix: string;
  /** Longest name Azure accepts for the kind. */
  readonly max: number;
  /** Separator between parts; none where only letters and digits are allowed. */
  readonly separator: "-" | "";
  /** Unique across Azure, not only in its resource group: such a name always ends in a hash. */
  readonly global?: true;
}

/** Azure's naming rules and limits by kind (Microsoft Learn: naming rules and restrictions for Azure resources). */
export const NAME_RULES = {
  resourceGroup: { prefix: "rg", max: 90, separator: "-" },
  virtualNetwork: { prefix: "vnet", max: 64, separator: "-" },
  networkSecurityGroup: { prefix: "nsg", max: 80, separator: "-" },
  routeTable: { prefix: "rt", max: 80, separator: "-" },
  natGateway: { prefix: "ng", max: 80, separator: "-" },
  publicIpAddress: { prefix: "pip", max: 80, separator: "-" },
  privateEndpoint: { prefix: "pep", max: 64, separator: "-" },
  privateLinkService: { prefix: "pl", max: 80, separator: "-" },
  // Azure takes 128; PostgreSQL, where the identity signs in by its name, takes 63.
  managedIdentity: { prefix: "id", max: 63, separator: "-" },
  cluster: { prefix: "aks", max: 54, separator: "-" },
  nodeResourceGroup: { prefix: "mc", max: 80, separator: "-" },
  keyVault: { prefix: "kv", max: 24, separator: "-", global: true },
  storageAccount: { prefix: "st", max: 24, separator: "", global: true },
  registry: { prefix: "cr", max: 50, separator: "", global: true },
  postgresServer: { prefix: "psql", max: 63, separator: "-", global: true },
  eventHubNamespace: { prefix: "evhns", max: 50, separator: "-", global: true },
  frontDoorProfile: { prefix: "afd", max: 46, separator: "-" },
  frontDoorEndpoint: { prefix: "fde", max: 46, separator: "-", global: true },
  frontDoorObject: { prefix: "fd", max: 46, separator: "-" },
  ruleSet: { prefix: "rs", max: 46, separator: "" },
  wafPolicy: { prefix: "waf", max: 80, separator: "" },
  logAnalyticsWorkspace: { prefix: "log", max: 63, separator: "-" },
  monitorWorkspace: { prefix: "amw", max: 44, separator: "-" },
  dataCollectionEndpoint: { prefix: "dce", max: 44, separator: "-" },
  dataCollectionRule: { prefix: "dcr", max: 64, separator: "-" },
  actionGroup: { prefix: "ag", max: 128, separator: "-" },
  alert: { prefix: "alert", max: 128, separator: "-" },
  budget: { prefix: "budget", max: 63, separator: "-" },
  deployment: { prefix: "deploy", max: 64, separator: "-" },
  policyAssignment: { prefix: "pa", max: 24, separator: "-" },
} as const satisfies Record<string, NameRule>;

export type ResourceKind = keyof typeof NAME_RULES;

/** What a name is made of, besides the kind and a detail. */
export interface NameScope {
  readonly platform: string;
  /** Stack name as Pulumi gives it: any case, dots and underscores allowed. */
  readonly environment: string;
  /** Region of the stamp; absent for what the environment shares. */
  readonly region?: string;
  /** Configured salt: tells apart deployments whose platform and stack have equal names. */
  readonly salt: string;
}

/** Gives the physical name of a resource; `detail` tells apart several of one kind in one scope. */
export type Namer = (kind: ResourceKind, detail?: string) => string;

const HASH_LENGTH = 6;

/** The namer of one scope. Names keep to Azure's rules for any legal input: what does not fit is cut and told apart by a hash. */
export function namer(scope: NameScope): Namer {
  return (kind, detail) => physicalName(NAME_RULES[kind], scope, detail);
}

function physicalName(rule: NameRule, scope: NameScope, detail = ""): string {
  const raw = [scope.platform, scope.environment, scope.region ?? "", detail];
  const clean = raw.map((part) => sanitize(part, rule.separator)).filter((part) => part !== "");
  const full = [rule.prefix, ...clean].join(rule.separator);
  // Cleaning can map two inputs to one text (Dev, dev; a.b, a-b), so whatever it changed is told apart by the hash as well.
  const altered = rule.separator !== "" && raw.some((part) => sanitize(part, rule.separator) !== part);
  const ambiguous = rule.separator === "" && detail !== "";
  if (!rule.global && !altered && !ambiguous && full.length <= rule.max) return full;
  const hash = shortHash([rule.prefix, scope.salt, ...raw], HASH_LENGTH);
  const room = rule.max - HASH_LENGTH - rule.separator.length;
  return [trimEnd(full.slice(0, room)), hash].join(rule.separator);
}

function sanitize(part: string, separator: string): string {
  return trimEnd(
    part
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, separator)
      .replace(/^-+/, ""),
  );
}

const trimEnd = (text: string) => text.replace(/-+$/, "");
