/**
 * What Azure Resource Manager and the services behind it hold to, whoever asks: nothing stands in what does not stand, locks,
 * soft delete, one change at a time. Ids compare without regard to case. Sources: Azure Resource Manager, lock resources and resource
 * group deletion; Key Vault, soft delete and purge protection; AKS, PostgreSQL and managed identities on concurrent changes.
 */
export class ResourceManager {
  private readonly standing = new Set<string>();
  private readonly softDeleted = new Set<string>();
  private readonly changing = new Map<string, string>();

  /** Ids of vaults that are deleted and keep their names until soft delete ends. */
  get recoverable(): readonly string[] {
    return [...this.softDeleted].sort();
  }

  /** @throws Error where the name is taken, or what the resource stands in or names in its properties does not stand */
  allowCreate(id: string, properties: unknown): void {
    const own = id.toLowerCase();
    if (this.softDeleted.has(own)) throw new Error(`Code="ConflictError": '${id}' is deleted, and purge protection keeps its name`);
    const missing = [parentOf(own), ...idsIn(properties)].find((needed) => !isWithin(needed, own) && !this.stands(needed));
    if (missing !== undefined) throw new Error(`Code="ResourceNotFound": '${id}' needs '${missing}'`);
  }

  created(id: string): void {
    this.standing.add(id.toLowerCase());
  }

  /** @throws Error where a lock at the resource, around it or in it forbids to delete it */
  allowDelete(id: string): void {
    const own = id.toLowerCase();
    if (LOCK.test(own)) return;
    const scopes = [...this.standing].filter((other) => LOCK.test(other)).map((other) => other.replace(LOCK, ""));
    const scope = scopes.find((locked) => isWithin(own, locked) || isWithin(locked, own));
    if (scope !== undefined) throw new Error(`Code="ScopeLocked": '${id}' cannot be deleted because of a lock at '${scope}'`);
  }

  /**
   * Takes along what stands in it.
   * @returns ids of all that is gone, in lower case
   */
  deleted(id: string): readonly string[] {
    const gone = [...this.standing].filter((other) => isWithin(other, id.toLowerCase()));
    for (const other of gone) {
      this.standing.delete(other);
      if (VAULT.test(other)) this.softDeleted.add(other);
    }
    return gone;
  }

  /**
   * Begins a change.
   * @returns ends it
   * @throws Error where the service allows one change at a time, and another one runs
   */
  begin(id: string): () => void {
    const [key] = ONE_AT_A_TIME.flatMap((pattern) => pattern.exec(id.toLowerCase())?.[1] ?? []);
    if (key === undefined) return () => undefined;
    const other = this.changing.get(key);
    if (other !== undefined) throw new Error(`StatusCode=409, Code="OperationNotAllowed": '${id}' while '${other}' is being changed`);
    this.changing.set(key, id);
    return () => this.changing.delete(key);
  }

  /** What is in a group that nobody made here is somebody else's, and taken for there. */
  private stands(id: string): boolean {
    const [group] = GROUP.exec(id) ?? [];
    if (group === undefined || !this.standing.has(group) || MADE_BY_AKS.test(id)) return true;
    // A part, such as a subnet that its network brought along, stands with what it is part of.
    for (let part = id; part.length > group.length; part = parentOf(part)) if (this.standing.has(part)) return true;
    return id === group;
  }
}

const GROUP = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/;
const LOCK = /\/providers\/microsoft\.authorization\/locks\/[^/]+$/;
const VAULT = /\/providers\/microsoft\.keyvault\/vaults\/[^/]+$/;
/** Comes with the load balancer's Service. */
const MADE_BY_AKS = /\/providers\/microsoft\.network\/privatelinkservices\//;

/** The first group is what takes one change at a time. */
const ONE_AT_A_TIME: readonly RegExp[] = [
  /^(.*\/managedclusters\/[^/]+)(?:\/agentpools\/[^/]+)?$/,
  /^(.*\/userassignedidentities\/[^/]+)\/federatedidentitycredentials\/[^/]+$/,
  /^(.*\/flexibleservers\/[^/]+)(?:\/(?:administrators|configurations|databases|firewallrules)\/[^/]+)?$/,
];

function isWithin(id: string, other: string): boolean {
  return id === other || id.startsWith(`${other}/`);
}

/** What a resource stands in: the id without its own type and name, and without the provider where the type is its first. */
function parentOf(id: string): string {
  return id.replace(/\/[^/]+\/[^/]+$/, "").replace(/\/providers\/[^/]+$/, "");
}

/** Every ARM id of something in a resource group, anywhere in the properties. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const id = value.toLowerCase();
    return GROUP.test(id) && !/\s/.test(id) ? [id] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
