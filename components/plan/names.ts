import { shortHash } from "./hash";

interface NameRule {
  /** Abbreviation of the resource type (Cloud Adoption Framework). */
  readonly prefix: string;
  /** Maximum number of characters in a name of the kind. */
  readonly max: number;
  /** Separator between parts; empty if only letters and digits are allowed. */
  readonly separator: "-" | "";
  /** Marks names that must be unique across Azure, not only in their resource group; they always end in a hash. */
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
  // Azure allows 128; PostgreSQL, where the name of the identity is its role, allows 63.
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

/** Parts of a name, in addition to the kind and a detail. */
export interface NameScope {
  /** `hardened-aks:platform`. */
  readonly platform: string;
  /** Name of the Pulumi stack, which may contain upper-case letters, dots and underscores. */
  readonly environment: string;
  /**
   * Region of the stamp, in ARM form.
   * @default none: the resource is shared by the environment
   */
  readonly region?: string;
  /** `hardened-aks:nameSalt`, which distinguishes deployments with the same platform and stack name. */
  readonly salt: string;
}

/** Returns the physical name of a resource; `detail` distinguishes several resources of one kind in one scope. */
export type Namer = (kind: ResourceKind, detail?: string) => string;

const HASH_LENGTH = 6;

/** Creates the namer of a scope. Names comply with Azure's rules for any valid input: a name that is too long is cut and gets a hash. */
export function createNamer(scope: NameScope): Namer {
  return (kind, detail) => physicalName(NAME_RULES[kind], scope, detail);
}

function physicalName(rule: NameRule, scope: NameScope, detail = ""): string {
  const raw = [scope.platform, scope.environment, scope.region ?? "", detail];
  const sanitized = raw.map((part) => sanitize(part, rule.separator)).filter((part) => part !== "");
  const full = [rule.prefix, ...sanitized].join(rule.separator);
  // Sanitizing can map two inputs to one text (Dev, dev; a.b, a-b), so a name that it changed gets a hash as well.
  const isAltered = rule.separator !== "" && raw.some((part) => sanitize(part, rule.separator) !== part);
  const isAmbiguous = rule.separator === "" && detail !== "";
  if (!rule.global && !isAltered && !isAmbiguous && full.length <= rule.max) return full;
  const hash = shortHash([rule.prefix, scope.salt, ...raw], HASH_LENGTH);
  const maxLength = rule.max - HASH_LENGTH - rule.separator.length;
  return [trimEnd(full.slice(0, maxLength)), hash].join(rule.separator);
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
