import type { Properties } from "../wire";
import { type ChartReference, describeChart, locateChart } from "./chartLocation";
import { findProgram, NotRenderable, render, withPrivateFiles } from "./programs";
import type { SecretTexts } from "./secretTexts";

export interface Template extends ChartReference {
  readonly release: string;
  readonly namespace: string;
  /** Texts of files with values, in the order in which helm merges them. */
  readonly valueFiles: readonly string[];
  /** Values that override those of the files. */
  readonly values: Properties;
  readonly crds: boolean;
  readonly hooks: boolean;
  readonly tests: boolean;
  readonly apiVersions: readonly string[];
  /** Empty for the newest that helm knows. */
  readonly kubeVersion: string;
}

/** Renders a chart as the Kubernetes provider does, without a cluster. @throws NotRenderable */
export function helmTemplate(template: Template, secrets: SecretTexts): string {
  const program = findProgram("helm");
  if (program === undefined) throw new NotRenderable(`${describeChart(template)}: helm is not on PATH`);
  const chart = locateChart(template);
  return withPrivateFiles((write) => {
    // Values can be secret, so they are on no command line.
    const files = [...template.valueFiles, JSON.stringify(template.values)].map(write);
    return render(program, helmArguments(template, chart, files), (text) => secrets.mask(text));
  });
}

function helmArguments(template: Template, chart: string, files: readonly string[]): readonly string[] {
  return [
    "template",
    template.release,
    chart,
    "--namespace",
    template.namespace,
    ...files.flatMap((file) => ["--values", file]),
    ...(template.crds ? ["--include-crds"] : []),
    ...(template.hooks ? [] : ["--no-hooks"]),
    ...(template.tests ? [] : ["--skip-tests"]),
    ...template.apiVersions.flatMap((version) => ["--api-versions", version]),
    ...(template.kubeVersion === "" ? [] : ["--kube-version", template.kubeVersion]),
  ];
}
