import { type Claim, claimsOf, conflicts, isWithin } from "./concurrency";

/**
 * Rules of Azure Resource Manager and its resource providers that apply to every client: parents and referenced resources must
 * exist, locks, soft delete, no concurrent changes (concurrency.ts). Ids are compared case-insensitively. Sources: Azure Resource
 * Manager, lock resources and resource group deletion; Key Vault, soft delete and purge protection.
 */
export class ResourceManager {
  private readonly existing = new Set<string>();
  private readonly softDeleted = new Set<string>();
  private readonly changesInProgress = new Set<{ readonly id: string; readonly claims: readonly Claim[] }>();

  /** Ids of soft-deleted vaults: their names stay reserved until the retention period ends. */
  get recoverable(): readonly string[] {
    return [...this.softDeleted].sort();
  }

  /** @throws Error if a soft-deleted vault reserves the name, or if the parent or a referenced resource does not exist */
  checkCreate(id: string, properties: unknown): void {
    const own = id.toLowerCase();
    if (this.softDeleted.has(own)) throw new Error(`Code="ConflictError": '${id}' is soft-deleted, and purge protection reserves its name`);
    const missing = [parentOf(own), ...idsIn(properties)].find((required) => !isWithin(required, own) && !this.exists(required));
    if (missing !== undefined) throw new Error(`Code="ResourceNotFound": '${id}' requires '${missing}', which was not found`);
  }

  add(id: string): void {
    this.existing.add(id.toLowerCase());
  }

  /** @throws Error if a lock on the resource, on a parent scope or on a child resource prevents its deletion */
  checkDelete(id: string): void {
    const own = id.toLowerCase();
    if (LOCK.test(own)) return;
    const scopes = [...this.existing].filter((other) => LOCK.test(other)).map((other) => other.replace(LOCK, ""));
    const scope = scopes.find((locked) => isWithin(own, locked) || isWithin(locked, own));
    if (scope !== undefined) throw new Error(`Code="ScopeLocked": '${id}' cannot be deleted because of a lock at '${scope}'`);
  }

  /**
   * Deletes the resource and all its child resources.
   * @returns ids of the deleted resources, in lower case
   */
  remove(id: string): readonly string[] {
    const deleted = [...this.existing].filter((other) => isWithin(other, id.toLowerCase()));
    for (const other of deleted) {
      this.existing.delete(other);
      if (VAULT.test(other)) this.softDeleted.add(other);
    }
    return deleted;
  }

  /**
   * Begins a change of a resource.
   * @param properties inputs of the resource: a private endpoint also changes what it connects to
   * @returns a function that ends the change
   * @throws Error if the service does not allow concurrent changes and another change is in progress
   */
  beginChange(id: string, properties: unknown = {}): () => void {
    const claims = claimsOf(id, properties);
    for (const other of this.changesInProgress) {
      const rejected = claims.find((claim) => other.claims.some((claimed) => conflicts(claim, claimed)));
      if (rejected === undefined) continue;
      throw new Error(`StatusCode=409, Code="${rejected.code}": '${id}' cannot be changed while '${other.id}' is being changed`);
    }
    const change = { id, claims };
    this.changesInProgress.add(change);
    return () => this.changesInProgress.delete(change);
  }

  /** A resource in a resource group outside the simulation belongs to another team and counts as existing. */
  private exists(id: string): boolean {
    const [group] = GROUP.exec(id) ?? [];
    if (group === undefined || !this.existing.has(group) || CREATED_BY_AKS.test(id)) return true;
    // A child that its parent's properties define, such as a subnet of a virtual network, exists with its parent.
    for (let scope = id; scope.length > group.length; scope = parentOf(scope)) if (this.existing.has(scope)) return true;
    return id === group;
  }
}

const GROUP = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/;
const LOCK = /\/providers\/microsoft\.authorization\/locks\/[^/]+$/;
const VAULT = /\/providers\/microsoft\.keyvault\/vaults\/[^/]+$/;
/** The cloud provider of AKS creates it for the load balancer's Service. */
const CREATED_BY_AKS = /\/providers\/microsoft\.network\/privatelinkservices\//;

/** Parent scope: the id without its last type and name, and without the provider namespace if that type is the first one. */
function parentOf(id: string): string {
  return id.replace(/\/[^/]+\/[^/]+$/, "").replace(/\/providers\/[^/]+$/, "");
}

/** Every ARM id of a resource group or of a resource in one, at any depth of the properties. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const id = value.toLowerCase();
    return GROUP.test(id) && !/\s/.test(id) ? [id] : [];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
