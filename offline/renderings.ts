import type { Registration } from "./registration";

/** A chart, folder or file whose objects no policy sees. */
export interface NotRendered {
  /** URN of the component or release; empty if the program renders it with a function. */
  readonly urn: string;
  readonly name: string;
  readonly reason: string;
}

const RELEASE = /^kubernetes:helm\.sh\/v3:Release$/;
const KUBERNETES_REASON = "the Kubernetes provider renders it at deployment";
const REMOTE_REASON = "its package creates the children at deployment";

/** Which of a program's charts, folders and components became resources that the pack evaluates. */
export class Renderings {
  private readonly complete = new Set<string>();
  private readonly failed: NotRendered[] = [];

  /** Records that the preview registered the children of a remote component, or the objects of a release. */
  rendered(urn: string): void {
    this.complete.add(urn);
  }

  /** Records what could not be rendered, and why. */
  notRendered(name: string, reason: string, urn = ""): void {
    this.failed.push({ urn, name, reason });
  }

  /** Everything that was not rendered, each once. */
  list(registrations: readonly Registration[]): readonly NotRendered[] {
    const known = new Set(this.failed.map(({ urn }) => urn));
    const others = registrations.filter((registration) => {
      if (registration.external || known.has(registration.urn) || this.complete.has(registration.urn)) return false;
      return registration.remote || RELEASE.test(registration.type);
    });
    return [...others.map(({ urn, name, type }) => ({ urn, name, reason: reasonOf(type) })), ...this.failed];
  }
}

function reasonOf(type: string): string {
  return type.startsWith("kubernetes:") ? KUBERNETES_REASON : REMOTE_REASON;
}
