import * as pulumi from "@pulumi/pulumi";
import { isRecord, type Properties } from "../../../offline/wire";
import { set } from "./setPath";

interface Finding {
  /** Logical name of the resource. */
  readonly resource: string;
  /** Id of the control that must report the resource. */
  readonly control: string;
}

/** A change to one resource of the platform that violates a control of the pack, as an edit of a component could. */
export interface Misconfiguration extends Finding {
  /** What the change introduces, for the test title. */
  readonly title: string;
  /**
   * Further findings that the change causes.
   * @default none: only `control` reports the change
   */
  readonly also?: readonly Finding[];
  /** Returns the resource's inputs with the change. */
  readonly apply: (props: Properties) => Properties;
}

/** Some resource classes wrap a property in an Output for its defaults; the change then applies to the resolved value. */
const setProperty =
  (property: string, ...path: readonly string[]) =>
  (value: unknown) =>
  (props: Properties): Properties => {
    const input: unknown = props[property];
    const changed = pulumi.Output.isInstance(input) ? input.apply((resolved) => set(resolved, path, value)) : set(input, path, value);
    return { ...props, [property]: changed };
  };

/** The pod template can be an Output: the change applies to the resolved value. */
const changeContainers =
  (change: (container: Properties) => Properties) =>
  (props: Properties): Properties => {
    const spec = pulumi.output(props.spec as object).apply((resolved) => {
      const containers = podSpecOf(resolved).containers as readonly Properties[];
      return set(resolved, ["template", "spec", "containers"], containers.map(change));
    });
    return { ...props, spec };
  };

function podSpecOf(deployment: unknown): Properties {
  const template = isRecord(deployment) && isRecord(deployment.template) ? deployment.template : {};
  return isRecord(template.spec) ? template.spec : {};
}

const isSidecar = ({ name }: Properties): boolean => name === "entra-sidecar";

function listenOnAllInterfaces(container: Properties): Properties {
  const environment = (container.env as readonly Properties[]).map((entry) =>
    String(entry.value).includes("127.0.0.1") ? { ...entry, value: String(entry.value).replace("127.0.0.1", "0.0.0.0") } : entry,
  );
  return { ...container, env: environment };
}

export const AZURE_MISCONFIGURATIONS: readonly Misconfiguration[] = [
  {
    title: "a public API server",
    resource: "swedencentral-aks-cluster",
    control: "AKS-01",
    apply: setProperty("apiServerAccessProfile", "enablePrivateCluster")(false),
  },
  { title: "local accounts", resource: "swedencentral-aks-cluster", control: "AKS-11", apply: setProperty("disableLocalAccounts")(false) },
  {
    title: "a vault with public network access",
    resource: "swedencentral-data-vault-vault",
    control: "KV-06",
    apply: setProperty("properties", "publicNetworkAccess")("Enabled"),
  },
];

export const KUBERNETES_MISCONFIGURATIONS: readonly Misconfiguration[] = [
  {
    title: "an image with the tag latest",
    resource: "swedencentral-inside-catalog-deployment",
    control: "POD-07",
    apply: changeContainers((container) => (isSidecar(container) ? container : { ...container, image: "contoso.azurecr.io/app:latest" })),
  },
  {
    title: "a sidecar that listens on all interfaces",
    resource: "swedencentral-inside-catalog-deployment",
    control: "SC-03",
    apply: changeContainers((container) => (isSidecar(container) ? listenOnAllInterfaces(container) : container)),
  },
  {
    title: "a public load balancer",
    resource: "swedencentral-inside-catalog-service",
    control: "SVC-01",
    apply: setProperty("spec", "type")("LoadBalancer"),
  },
];

/** A Service that forwards to the sidecar's port: only a check of both resources together can report it. */
export const SERVICE_ON_SIDECAR: Misconfiguration = {
  title: "a Service on the sidecar's port",
  resource: "swedencentral-inside-catalog-service",
  control: "SC-05",
  also: [{ resource: "swedencentral-inside-gateway-routes", control: "SC-06" }],
  apply: setProperty("spec", "ports")([{ name: "https", port: 443, targetPort: 5000 }]),
};

/** The program with the misconfiguration applied by a stack transformation. */
export function withMisconfiguration(
  program: pulumi.automation.PulumiFn,
  { resource, apply }: Misconfiguration,
): pulumi.automation.PulumiFn {
  return () => {
    pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
      name === resource ? { props: { ...apply(props) }, opts } : undefined,
    );
    return program();
  };
}
