/** Leaves that no mutation weakens, by pattern of `<type> <path>`, each with the reason. */
export interface NotWeakened {
  readonly leaves: RegExp;
  readonly reason: string;
}

export const NOT_WEAKENED: readonly NotWeakened[] = [
  {
    leaves: /(?:[a-z]Name(?:s\[\*\])?|[ .]name|[ .]names?pace|dnsPrefix|nodeResourceGroup|[dD]escription|displayName|message)$/,
    reason: "Names: another name is another object, and controls that read a name are tested through what it refers to",
  },
  {
    leaves: / (?:kind|apiVersion|metadata\.apiVersion|tags\..+)$/,
    reason: "Identity of the object, and tags (GOV-02 requires their presence only)",
  },
  { leaves: / location$/, reason: "Services without a region are global; GOV-01 is tested on all others" },
  {
    leaves: / (?:metadata|spec\.template\.metadata)\.(?:labels|annotations)\[/,
    reason: "Labels and annotations that say who manages an object",
  },
  { leaves: /[Ii]ssuerRef\.(?:group|kind|name)$/, reason: "Which issuer signs, is a decision; ING-05 reads the issuer itself" },
  { leaves: /matchLabels?|matchExpressions|spec\.selector[.[]|labelSelector/, reason: "Selectors: the weakened ones are in the table" },
  { leaves: /:PolicyAssignment parameters/, reason: "Parameters of an assignment: as its enforcementMode" },
  {
    leaves: /:(?:MetricAlert|ScheduledQueryRule|ActivityLogAlert|PrometheusRuleGroup) (?!actions|enabled)/,
    reason: "What an alert measures, is the team's decision; that it is on and notifies somebody is weakened (MON-05)",
  },
  { leaves: /:ActionGroup emailReceivers\[\*\]\.useCommonAlertSchema$/, reason: "Format of the notification" },
  { leaves: /:Budget /, reason: "Costs" },
  {
    leaves: /:(?:DataCollectionRule|DataCollectionRuleAssociation|DataCollectionEndpoint) /,
    reason: "Which metrics and logs are collected; AKS-21 and AKS-22 read the cluster",
  },
  { leaves: /:DiagnosticSetting (?:logAnalyticsDestinationType|logs\[\*\]\.category)/, reason: "Weakened as whole entries" },
  {
    leaves: /:DeploymentAtSubscriptionScope /,
    reason: "Envelope of the template, and what Defender's own notifications contain; the plans are weakened",
  },
  {
    leaves: /:(?:AFDEndpoint|AFDOrigin|Route|Rule|SecurityPolicy) /,
    reason: "Routing and the kind of an action; an object that is off serves nothing",
  },
  { leaves: /:(?:AFDOriginGroup|Profile) /, reason: "Affinity, and what scrubbing matches" },
  {
    leaves: /:frontdoor:Policy|frontdoor:Policy (?:customRules|policySettings\.(?:scrubbing|state))|frontdoor:Policy sku/,
    reason: "What a rule matches; mode, rule sets and actions are weakened",
  },
  { leaves: /:(?:CacheRule|RecordSet|Database|EventHub|ConsumerGroup|VirtualNetworkLink) /, reason: "Content of the service" },
  {
    leaves: /:Registry (?:dataEndpoint|networkRuleBypass|policies\.(?:quarantine|trustPolicy\.type))/,
    reason: "At the weaker value already, or without effect (ACR-18 is opt-in)",
  },
  { leaves: /:Replication regionEndpointEnabled$/, reason: "Availability: clients are routed elsewhere" },
  {
    leaves: /(?:AgentPool |agentPoolProfiles\[\*\]\.)(?:enableAutoScaling|enableFIPS|mode|os(?:SKU|Type)|vmSize|count|m(?:ax|in)Count)$/,
    reason: "Size and kind of a pool; FIPS is off",
  },
  { leaves: /:MaintenanceConfiguration /, reason: "When AKS upgrades" },
  {
    leaves: /:ManagedCluster (?:autoScalerProfile|metricsProfile|azureMonitorProfile\.metrics\.kube|storageProfile|supportPlan|sku\.name)/,
    reason: "Operation and costs; drivers that are not used are off",
  },
  {
    leaves: /:ManagedCluster (?:addonProfiles\.azurepolicy\.config|apiServerAccessProfile\.enableVnet|networkProfile\.networkPluginMode)/,
    reason: "Layout of the network and version of an add-on",
  },
  {
    leaves: /:ManagedCluster serviceMeshProfile\.istio\.(?:components\.ingressGateways\[\*\]\.enabled|revisions)/,
    reason: "Without the gateway nothing is exposed",
  },
  {
    leaves: /:dbforpostgresql:(?:Server (?:sku|storage|version|availabilityZone|highAvailability\.standby)|Configuration source)/,
    reason: "Size and place of the server",
  },
  { leaves: /:eventhub:Namespace (?:sku|isAutoInflate|zoneRedundant)/, reason: "Size and availability: no control of the catalogue" },
  {
    leaves: /:keyvault:(?:Key|Secret) properties\.(?:attributes\.(?:enabled|exportable)|keyOps)/,
    reason: "A key that is off serves nobody; Azure exports only keys with a release policy",
  },
  { leaves: /:keyvault:Vault properties\.sku/, reason: "KV-15 (hardware keys) is opt-in" },
  { leaves: /:(?:NatGateway|PublicIPAddress) /, reason: "Kind of the address; NET-08 is about its presence" },
  {
    leaves: /:NetworkSecurityGroup securityRules\[\*\]\.(?:protocol|direction|destinationAddressPrefix)$/,
    reason: "Weakened through sources and access",
  },
  { leaves: /:PrivateEndpoint subnet\./, reason: "Properties of the subnet, which its virtual network sets" },
  {
    leaves: /:VirtualNetwork (?:enable|subnets\[\*\]\.(?:privateLinkService|delegations))/,
    reason: "At the only possible value; NET-09 (DDoS plan) is opt-in",
  },
  { leaves: /:VirtualNetworkPeering /, reason: "Routes to the hub, whose firewall is another stack's" },
  {
    leaves: /:Workspace (?:features\.enableLogAccess|publicNetworkAccess|sku)/,
    reason: "At the weaker value already: MON-02 reports it (docs/advisories.md)",
  },
  { leaves: /:BlobServiceProperties changeFeed/, reason: "A record of changes; ST-13 requires logs" },
  {
    leaves: /:StorageAccount (?:accessTier|kind|defaultToOAuth|encryption\.)/,
    reason: "Azure encrypts every service; ST-10 and ST-11 are opt-in",
  },
  {
    leaves:
      /(?:Deployment|Job) spec\.(?:strategy|template\.spec\.(?:restartPolicy|enableServiceLinks|securityContext\.fsGroupChange|nodeSelector))/,
    reason: "Scheduling and rollout",
  },
  {
    leaves:
      /(?:Deployment|Job) .*(?:topologySpreadConstraints|httpGet\.(?:port|scheme)|ports\[\*\]\.protocol|emptyDir\.medium|env\[\*\]\.name|env\[\*\]\.value)/,
    reason: "Content of the application; variables of the sidecar are weakened by name",
  },
  { leaves: /Deployment .*\.secret\.items/, reason: "Names of files that the application reads" },
  {
    leaves: /Deployment .*(?:volumeMounts\[\*\]\.readOnly|csi\.|serviceAccountToken\.path)/,
    reason: "Projected volumes are read-only, and the CSI driver rejects others",
  },
  {
    leaves: /:HorizontalPodAutoscaler |:PodDisruptionBudget spec\.unhealthy/,
    reason: "Measure of load, and what happens to unhealthy pods",
  },
  {
    leaves: /:(?:Certificate|ClusterIssuer) spec\./,
    reason: "CERT-01 and ING-05 are about renewal and the server; the rest describes the certificate",
  },
  { leaves: /:LimitRange |:ResourceQuota spec\.hard/, reason: "Amounts: NS-02 and NS-03 require that there are some" },
  {
    leaves: /:core\/v1:Service (?:metadata|spec\.ports)/,
    reason: "Without the private link nothing reaches the gateway; ports are SVC-04's only if configured",
  },
  { leaves: /:helm.sh\/v4:Chart values/, reason: "The engine evaluates the objects that the chart renders" },
  { leaves: /:DestinationRule spec\.trafficPolicy\.tls\.sni/, reason: "The name that is verified is subjectAltNames" },
  { leaves: /istio.io\/v1:(?:Gateway|VirtualService) spec/, reason: "Routing; TLS and the check of the Front Door id are weakened" },
  { leaves: /:NetworkPolicy spec\.(?:egress|ingress)\[\*\]\.ports\[\*\]\.protocol$/, reason: "Weakened as whole rules" },
  { leaves: /^(?:pulumi|random)/, reason: "Settings of the program's own providers" },
];
