/** Pairs of controls that one correction resolves although they are separate findings, each with the reason. */
export const SEPARATE: readonly {
  /** Controls whose cases were corrected. */
  readonly controls: readonly string[];
  /** @default every control */
  readonly others?: readonly string[];
  readonly reason: string;
}[] = [
  {
    controls: ["POD-06", "POD-07", "POD-08", "POD-15", "ACR-08", "SC-01", "SC-02"],
    others: ["POD-06", "POD-07", "POD-08", "POD-09", "SC-02"],
    reason: "The corrected image of the passing case differs in registry, tag and digest at once; each part is a decision of its own.",
  },
  {
    controls: ["SC-01"],
    others: ["SC-03", "SC-15", "POD-05"],
    reason: "The corrected image is no sidecar, so that its settings no longer matter.",
  },
  {
    controls: ["SC-08"],
    others: ["SC-01", "SC-02", "SC-15", "POD-05"],
    reason: "The corrected list begins with another container.",
  },
  {
    controls: ["SC-03"],
    others: ["SC-01", "SC-15", "POD-05", "POD-14"],
    reason: "The variable by which the sidecar is recognised is overwritten.",
  },
  { controls: ["POD-16"], reason: "The passing case is in a namespace that the other controls leave alone." },
  {
    controls: ["KV-06", "ST-03", "EH-02"],
    others: ["KV-08", "ST-05", "NET-05"],
    reason: "A perimeter also replaces the private endpoint; public access that is merely turned off leaves no way to the service.",
  },
  {
    controls: ["FD-12"],
    others: ["ING-06"],
    reason: "Two ends of one connection in two resources: Private Link at the origin, or the check of the ID at the gateway.",
  },
  {
    controls: ["ING-06", "ING-07"],
    others: ["ING-06", "ING-07"],
    reason: "A snippet that checks the ID correctly remains a snippet; without it nothing checks the ID.",
  },
  {
    controls: ["ING-02"],
    others: ["ING-06"],
    reason: "The parent of the passing case is a Service: a route inside the cluster has neither a listener nor a Front Door.",
  },
  {
    controls: ["NP-01", "NP-02"],
    others: ["NP-06"],
    reason: "The other name or label is the one that the policy of the failing case selects.",
  },
  {
    controls: ["FD-05"],
    others: ["FD-06"],
    reason: "The corrected list has an older version of the rule set, in which the rule against Log4Shell is on by default.",
  },
  { controls: ["PG-11"], others: ["MON-03"], reason: "The resources added are the parameter and the diagnostic setting." },
  { controls: ["RB-03"], others: ["RB-02"], reason: "The passing case has a rule that only RB-02 is about." },
  {
    controls: ["POD-05"],
    others: ["POD-04"],
    reason: "Kubernetes takes the request from the limit; off by default and opposed to it: CPU limits.",
  },
  {
    controls: ["POD-21", "POD-22", "POD-27"],
    others: ["POD-02", "PSS-15", "PSS-17"],
    reason: "Off by default: who turns on the stricter control replaces the other one.",
  },
];
