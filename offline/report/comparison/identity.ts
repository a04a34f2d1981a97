import type { FormerIdentity } from "../../registration";

/** The parts of a registration that determine its URN, and those it had before. */
export interface Identified {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly formerIdentities?: () => readonly FormerIdentity[];
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** A URN without stack and project, which are not compared. */
export function keyOf(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

/** Finds the keys under which a resource may be registered in the base, as the engine does: by its own aliases and its parents'. */
export class FormerKeys {
  private readonly byUrn: ReadonlyMap<string, Identified>;
  private readonly known = new Map<string, readonly string[]>();

  constructor(resources: readonly Identified[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** The resource's own key first. */
  of(resource: Identified): readonly string[] {
    const known = this.known.get(resource.urn);
    if (known !== undefined) return known;
    const identities: readonly FormerIdentity[] = [{}, ...(resource.formerIdentities?.() ?? [])];
    const keys = [...new Set([keyOf(resource.urn), ...identities.flatMap((identity) => this.keys(resource, identity))])];
    this.known.set(resource.urn, keys);
    return keys;
  }

  private keys(resource: Identified, { urn, type = resource.type, name = resource.name, parent }: FormerIdentity): readonly string[] {
    if (urn !== undefined) return [keyOf(urn)];
    if (parent !== undefined) return [keyBelow(keyOf(parent), type, name)];
    const current = this.byUrn.get(resource.parent);
    if (current === undefined) return [keyBelow(keyOf(resource.parent), type, name)];
    return this.of(current).map((key) => keyBelow(key, type, inheritedName(name, current.name, key)));
  }
}

/** A child that is named after its parent was named after it before as well (`inheritedChildAlias` of the engine). */
function inheritedName(name: string, parentName: string, parentKey: string): string {
  const former = parentKey.slice(parentKey.indexOf("::") + 2);
  return former !== parentName && name.startsWith(parentName) ? former + name.slice(parentName.length) : name;
}

function keyBelow(parentKey: string, type: string, name: string): string {
  const [parentType = ""] = parentKey.split("::", 1);
  return parentType === "" || parentType === STACK_TYPE ? `${type}::${name}` : `${parentType}$${type}::${name}`;
}
