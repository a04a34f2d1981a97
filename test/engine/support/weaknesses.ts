import * as pulumi from "@pulumi/pulumi";
import { isRecord, type Properties } from "../../../offline/wire";
import { set } from "./setPath";

interface Finding {
  /** Logical name of the resource. */
  readonly resource: string;
  /** Control that has to refuse it. */
  readonly control: string;
}

/** One resource of the platform made weaker than the pack allows, as somebody's edit of a component would. */
export interface Weakness extends Finding {
  readonly title: string;
  /** What else has to be found, because it is wrong as well now. @default nothing */
  readonly also?: readonly Finding[];
  readonly weaken: (props: Properties) => Properties;
}

/** Some classes wrap a property in an Output for its defaults; then the change is made to the settled value. */
const at =
  (property: string, ...path: readonly string[]) =>
  (value: unknown) =>
  (props: Properties): Properties => {
    const given: unknown = props[property];
    const changed = pulumi.Output.isInstance(given) ? given.apply((settled) => set(settled, path, value)) : set(given, path, value);
    return { ...props, [property]: changed };
  };

/** Container settings may sit in an Output, as the pod template does: the change is made to the settled value. */
const inContainers =
  (change: (container: Properties) => Properties) =>
  (props: Properties): Properties => {
    const spec = pulumi.output(props.spec as object).apply((settled) => {
      const containers = podOf(settled).containers as readonly Properties[];
      return set(settled, ["template", "spec", "containers"], containers.map(change));
    });
    return { ...props, spec };
  };

function podOf(deployment: unknown): Properties {
  const template = isRecord(deployment) && isRecord(deployment.template) ? deployment.template : {};
  return isRecord(template.spec) ? template.spec : {};
}

const isSidecar = ({ name }: Properties): boolean => name === "entra-sidecar";

function rebound(container: Properties): Properties {
  const environment = (container.env as readonly Properties[]).map((entry) =>
    String(entry.value).includes("127.0.0.1") ? { ...entry, value: String(entry.value).replace("127.0.0.1", "0.0.0.0") } : entry,
  );
  return { ...container, env: environment };
}

export const AZURE_WEAKNESSES: readonly Weakness[] = [
  {
    title: "a public API server",
    resource: "swedencentral-aks-cluster",
    control: "AKS-01",
    also: [{ resource: "swedencentral-aks-cluster", control: "AKS-03" }],
    weaken: at("apiServerAccessProfile", "enablePrivateCluster")(false),
  },
  { title: "local accounts", resource: "swedencentral-aks-cluster", control: "AKS-11", weaken: at("disableLocalAccounts")(false) },
  {
    title: "a vault that the internet reaches",
    resource: "swedencentral-data-vault-vault",
    control: "KV-06",
    weaken: at("properties", "publicNetworkAccess")("Enabled"),
  },
];

export const KUBERNETES_WEAKNESSES: readonly Weakness[] = [
  {
    title: "an image by the tag latest",
    resource: "swedencentral-inside-catalog-deployment",
    control: "POD-07",
    weaken: inContainers((container) => (isSidecar(container) ? container : { ...container, image: "registry.example.com/app:latest" })),
  },
  {
    title: "a sidecar that listens beyond the pod",
    resource: "swedencentral-inside-catalog-deployment",
    control: "SC-03",
    weaken: inContainers((container) => (isSidecar(container) ? rebound(container) : container)),
  },
  {
    title: "a public load balancer",
    resource: "swedencentral-inside-catalog-service",
    control: "SVC-01",
    weaken: at("spec", "type")("LoadBalancer"),
  },
];

/** Forwards the Service to the sidecar: only the two together show it. */
export const SERVICE_ON_SIDECAR: Weakness = {
  title: "a Service on the sidecar's port",
  resource: "swedencentral-inside-catalog-service",
  control: "SC-05",
  also: [{ resource: "swedencentral-inside-gateway-routes", control: "SC-06" }],
  weaken: at("spec", "ports")([{ name: "sidecar", port: 80, targetPort: 5000 }]),
};

/** The program with one resource weakened on its way to the engine. */
export function weakened(program: pulumi.automation.PulumiFn, { resource, weaken }: Weakness): pulumi.automation.PulumiFn {
  return () => {
    pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
      name === resource ? { props: { ...weaken(props) }, opts } : undefined,
    );
    return program();
  };
}
