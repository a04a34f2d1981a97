import { Agent, request } from "node:https";
import { get } from "../../../policy-pack/rules/reading/values";

/** A Kubernetes object as the API returns it. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly unknown[];
  };
  readonly [field: string]: unknown;
}

export interface ApiServer {
  /** Address of the API server: `https://127.0.0.1:16443`. */
  readonly server: string;
  /** PEM certificate that the server's certificate is verified with. */
  readonly authority: string;
}

/** What an administrator authenticates with: a bearer token, or a client certificate and its key (PEM). */
export type ApiCredentials = { readonly token: string } | { readonly certificate: string; readonly key: string };

/** The value at a path of an object: `spec.replicas`. */
export const fieldOf = (object: object, path: string): unknown => get(object, path);

/** The list at a path of an object; empty if it is missing. */
export function listOf<T = Readonly<Record<string, unknown>>>(object: object, path: string): readonly T[] {
  const value = fieldOf(object, path);
  return Array.isArray(value) ? value : [];
}

/** A response with an error status of the API server. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

interface RequestOptions {
  readonly body?: object;
  readonly contentType?: string;
}

const MERGE_PATCH = "application/merge-patch+json";
const APPLY_PATCH = "application/apply-patch+yaml";

/** A client of one API server. Paths are those of the Kubernetes API: `/api/v1/namespaces/default/pods`. */
export class KubernetesApi {
  private readonly agent: Agent;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly server: ApiServer,
    credentials: ApiCredentials,
  ) {
    const ca = server.authority;
    if ("token" in credentials) {
      this.agent = new Agent({ keepAlive: true, ca });
      this.headers = { authorization: `Bearer ${credentials.token}` };
    } else {
      this.agent = new Agent({ keepAlive: true, ca, cert: credentials.certificate, key: credentials.key });
      this.headers = {};
    }
  }

  get(path: string): Promise<KubernetesObject> {
    return this.send("GET", path);
  }

  /** The object at a path; undefined if it does not exist. */
  async find(path: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.get(path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The objects of a list; none if the API server does not know their kind. */
  async list(path: string): Promise<readonly KubernetesObject[]> {
    return listOf<KubernetesObject>((await this.find(path)) ?? {}, "items");
  }

  create(path: string, body: object): Promise<KubernetesObject> {
    return this.send("POST", path, { body });
  }

  /** Changes fields of an object, or of its status at `<path>/status`, as a client that does not use server-side apply. */
  patch(path: string, body: object, manager = "controller"): Promise<KubernetesObject> {
    return this.send("PATCH", `${path}?fieldManager=${manager}`, { body, contentType: MERGE_PATCH });
  }

  /** Applies an object on the server and takes over the fields of other managers. */
  apply(path: string, body: object, manager: string): Promise<KubernetesObject> {
    return this.send("PATCH", `${path}?fieldManager=${manager}&force=true`, { body, contentType: APPLY_PATCH });
  }

  /** The same. @throws ApiError also for fields that the kind does not have, or that are there twice */
  applyStrictly(path: string, body: object, manager: string): Promise<KubernetesObject> {
    return this.send("PATCH", `${path}?fieldManager=${manager}&force=true&fieldValidation=Strict`, { body, contentType: APPLY_PATCH });
  }

  /** Applies an object on the server. @throws ApiError with status 409 if another manager owns one of its fields with another value */
  applyWithoutForce(path: string, body: object, manager: string): Promise<KubernetesObject> {
    return this.send("PATCH", `${path}?fieldManager=${manager}`, { body, contentType: APPLY_PATCH });
  }

  delete(path: string): Promise<KubernetesObject> {
    return this.send("DELETE", path);
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, { body, contentType = "application/json" }: RequestOptions = {}): Promise<KubernetesObject> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...this.headers, ...(text !== undefined && { "content-type": contentType }) };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.server.server}${path}`, { method, headers, agent: this.agent, timeout: 30_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const content = Buffer.concat(chunks).toString("utf8");
          const status = response.statusCode ?? 0;
          if (status < 300) resolve(content.startsWith("{") ? (JSON.parse(content) as KubernetesObject) : { metadata: { name: content } });
          else reject(new ApiError(status, `${method} ${path}: ${status} ${content}`));
        });
      });
      sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on("error", reject);
      sent.end(text);
    });
  }
}
