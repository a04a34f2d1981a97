/**
 * Type tokens in the normalised form of rules: no API version for Azure, and for Kubernetes always version `v1` (except
 * `autoscaling/v2`), whichever version a program registered. A test compares each with the SDK's class.
 */

export const MANAGED_CLUSTER = "azure-native:containerservice:ManagedCluster";
export const AGENT_POOL = "azure-native:containerservice:AgentPool";

export const VAULT = "azure-native:keyvault:Vault";
export const VAULT_SECRET = "azure-native:keyvault:Secret";
export const VAULT_ACCESS_POLICY = "azure-native:keyvault:AccessPolicy";
export const VAULT_KEY = "azure-native:keyvault:Key";

export const REGISTRY = "azure-native:containerregistry:Registry";
export const REGISTRY_WEBHOOK = "azure-native:containerregistry:Webhook";
export const REGISTRY_CACHE_RULE = "azure-native:containerregistry:CacheRule";
export const REGISTRY_REPLICATION = "azure-native:containerregistry:Replication";
export const REGISTRY_TASK = "azure-native:containerregistry:Task";
export const REGISTRY_TOKEN = "azure-native:containerregistry:Token";

export const STORAGE_ACCOUNT = "azure-native:storage:StorageAccount";
export const BLOB_CONTAINER = "azure-native:storage:BlobContainer";
export const BLOB_SERVICE = "azure-native:storage:BlobServiceProperties";
export const FILE_SHARE = "azure-native:storage:FileShare";
export const STORAGE_LOCAL_USER = "azure-native:storage:LocalUser";
export const STORAGE_QUEUE = "azure-native:storage:Queue";
export const STORAGE_STATIC_WEBSITE = "azure-native:storage:StorageAccountStaticWebsite";
export const STORAGE_TABLE = "azure-native:storage:Table";

export const POSTGRES_SERVER = "azure-native:dbforpostgresql:Server";
export const POSTGRES_SINGLE_SERVER = "azure-native:dbforpostgresql:SingleServer";
export const POSTGRES_CONFIGURATION = "azure-native:dbforpostgresql:Configuration";
export const POSTGRES_FIREWALL_RULE = "azure-native:dbforpostgresql:FirewallRule";
export const POSTGRES_ADMINISTRATOR = "azure-native:dbforpostgresql:Administrator";

export const PRIVATE_ENDPOINT = "azure-native:network:PrivateEndpoint";
export const PRIVATE_LINK_SERVICE = "azure-native:network:PrivateLinkService";
export const APPLICATION_GATEWAY = "azure-native:network:ApplicationGateway";
export const DIAGNOSTIC_SETTING = "azure-native:monitor:DiagnosticSetting";
export const LOG_ANALYTICS_WORKSPACE = "azure-native:operationalinsights:Workspace";
export const LOG_ANALYTICS_SOLUTION = "azure-native:operationsmanagement:Solution";
export const SENTINEL_ONBOARDING = "azure-native:securityinsights:SentinelOnboardingState";
export const APPLICATION_INSIGHTS = "azure-native:applicationinsights:Component";
export const METRIC_ALERT = "azure-native:monitor:MetricAlert";
export const SCHEDULED_QUERY_RULE = "azure-native:monitor:ScheduledQueryRule";
export const ACTIVITY_LOG_ALERT = "azure-native:monitor:ActivityLogAlert";
export const PROMETHEUS_RULE_GROUP = "azure-native:alertsmanagement:PrometheusRuleGroup";
export const ACTION_GROUP = "azure-native:monitor:ActionGroup";
export const ALERT_PROCESSING_RULE = "azure-native:alertsmanagement:AlertProcessingRuleByName";
export const DEFENDER_PLAN = "azure-native:security:Pricing";
export const RESOURCE_GROUP = "azure-native:resources:ResourceGroup";
export const SUBSCRIPTION_DEPLOYMENT = "azure-native:resources:DeploymentAtSubscriptionScope";
export const ROLE_ASSIGNMENT = "azure-native:authorization:RoleAssignment";

export const AFD_PROFILE = "azure-native:cdn:Profile";
export const AFD_ENDPOINT = "azure-native:cdn:AFDEndpoint";
export const AFD_CUSTOM_DOMAIN = "azure-native:cdn:AFDCustomDomain";
export const AFD_ORIGIN = "azure-native:cdn:AFDOrigin";
export const AFD_ORIGIN_GROUP = "azure-native:cdn:AFDOriginGroup";
export const AFD_ROUTE = "azure-native:cdn:Route";
export const AFD_SECURITY_POLICY = "azure-native:cdn:SecurityPolicy";
export const FRONT_DOOR_CLASSIC = "azure-native:frontdoor:FrontDoor";
export const WAF_POLICY = "azure-native:frontdoor:Policy";
export const WEB_APP = "azure-native:web:WebApp";

export const VIRTUAL_NETWORK = "azure-native:network:VirtualNetwork";
export const SUBNET = "azure-native:network:Subnet";
export const NETWORK_SECURITY_GROUP = "azure-native:network:NetworkSecurityGroup";
export const PUBLIC_IP = "azure-native:network:PublicIPAddress";
export const SECURITY_RULE = "azure-native:network:SecurityRule";
export const FLOW_LOG = "azure-native:network:FlowLog";
export const VIRTUAL_MACHINE = "azure-native:compute:VirtualMachine";
export const SCALE_SET = "azure-native:compute:VirtualMachineScaleSet";
export const NAT_GATEWAY = "azure-native:network:NatGateway";
export const AZURE_FIREWALL = "azure-native:network:AzureFirewall";
export const BASTION_HOST = "azure-native:network:BastionHost";
export const VIRTUAL_NETWORK_GATEWAY = "azure-native:network:VirtualNetworkGateway";
export const PRIVATE_DNS_ZONE_GROUP = "azure-native:network:PrivateDnsZoneGroup";

export const ROLE_DEFINITION = "azure-native:authorization:RoleDefinition";
export const USER_ASSIGNED_IDENTITY = "azure-native:managedidentity:UserAssignedIdentity";
export const FEDERATED_CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential";
export const ENTRA_APPLICATION = "azuread:index/application:Application";
/** The same application, as the resource whose passwords, permissions and roles are separate resources. */
export const ENTRA_APPLICATION_REGISTRATION = "azuread:index/applicationRegistration:ApplicationRegistration";
export const ENTRA_SERVICE_PRINCIPAL = "azuread:index/servicePrincipal:ServicePrincipal";
export const ENTRA_APPLICATION_PASSWORD = "azuread:index/applicationPassword:ApplicationPassword";
export const ENTRA_SERVICE_PRINCIPAL_PASSWORD = "azuread:index/servicePrincipalPassword:ServicePrincipalPassword";
export const ENTRA_APPLICATION_FEDERATED_CREDENTIAL =
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";
export const ENTRA_APPLICATION_API_ACCESS = "azuread:index/applicationApiAccess:ApplicationApiAccess";
export const ENTRA_APP_ROLE_ASSIGNMENT = "azuread:index/appRoleAssignment:AppRoleAssignment";

export const COSMOS_ACCOUNT = "azure-native:cosmosdb:DatabaseAccount";
export const MONGO_CLUSTER = "azure-native:mongocluster:MongoCluster";
export const REDIS = "azure-native:redis:Redis";
export const REDIS_ENTERPRISE = "azure-native:redisenterprise:RedisEnterprise";
export const REDIS_ENTERPRISE_DATABASE = "azure-native:redisenterprise:Database";
export const EVENT_HUB_NAMESPACE = "azure-native:eventhub:Namespace";
export const EVENT_HUB_NAMESPACE_RULE = "azure-native:eventhub:NamespaceAuthorizationRule";
export const EVENT_HUB_NETWORK_RULE_SET = "azure-native:eventhub:NamespaceNetworkRuleSet";
export const EVENT_HUB_RULE = "azure-native:eventhub:EventHubAuthorizationRule";
export const SERVICE_BUS_NAMESPACE = "azure-native:servicebus:Namespace";
export const SERVICE_BUS_NETWORK_RULE_SET = "azure-native:servicebus:NamespaceNetworkRuleSet";
export const SERVICE_BUS_NAMESPACE_SAS_RULE = "azure-native:servicebus:NamespaceAuthorizationRule";
export const SERVICE_BUS_QUEUE_SAS_RULE = "azure-native:servicebus:QueueAuthorizationRule";
export const SERVICE_BUS_TOPIC_SAS_RULE = "azure-native:servicebus:TopicAuthorizationRule";
export const RELAY_NAMESPACE_SAS_RULE = "azure-native:relay:NamespaceAuthorizationRule";
export const RELAY_HYBRID_CONNECTION_SAS_RULE = "azure-native:relay:HybridConnectionAuthorizationRule";
export const RELAY_WCF_SAS_RULE = "azure-native:relay:WCFRelayAuthorizationRule";
export const SQL_SERVER = "azure-native:sql:Server";
export const APP_CONFIGURATION = "azure-native:appconfiguration:ConfigurationStore";
export const MYSQL_SERVER = "azure-native:dbformysql:Server";
export const SEARCH_SERVICE = "azure-native:search:Service";
export const COGNITIVE_ACCOUNT = "azure-native:cognitiveservices:Account";
export const MANAGED_HSM = "azure-native:keyvault:ManagedHsm";
export const KUSTO_CLUSTER = "azure-native:kusto:Cluster";
export const SYNAPSE_WORKSPACE = "azure-native:synapse:Workspace";
export const CONTAINER_GROUP = "azure-native:containerinstance:ContainerGroup";
export const BATCH_ACCOUNT = "azure-native:batch:BatchAccount";
export const EVENT_GRID_TOPIC = "azure-native:eventgrid:Topic";

export const POD = "kubernetes:core/v1:Pod";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
export const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
export const REPLICA_SET = "kubernetes:apps/v1:ReplicaSet";
export const REPLICATION_CONTROLLER = "kubernetes:core/v1:ReplicationController";
export const JOB = "kubernetes:batch/v1:Job";
export const CRON_JOB = "kubernetes:batch/v1:CronJob";

export const HORIZONTAL_POD_AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
export const POD_DISRUPTION_BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
export const SCALED_OBJECT = "kubernetes:keda.sh/v1:ScaledObject";

export const NAMESPACE = "kubernetes:core/v1:Namespace";
export const SERVICE = "kubernetes:core/v1:Service";
export const SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount";
export const SECRET = "kubernetes:core/v1:Secret";
export const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
export const RESOURCE_QUOTA = "kubernetes:core/v1:ResourceQuota";
export const LIMIT_RANGE = "kubernetes:core/v1:LimitRange";
export const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:Role";
export const CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
export const ROLE_BINDING = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
export const CLUSTER_ROLE_BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
export const ENDPOINTS = "kubernetes:core/v1:Endpoints";
export const ENDPOINT_SLICE = "kubernetes:discovery.k8s.io/v1:EndpointSlice";
export const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
export const CILIUM_NETWORK_POLICY = "kubernetes:cilium.io/v1:CiliumNetworkPolicy";
export const CILIUM_CLUSTERWIDE_NETWORK_POLICY = "kubernetes:cilium.io/v1:CiliumClusterwideNetworkPolicy";
export const CALICO_NETWORK_POLICY = "kubernetes:projectcalico.org/v1:NetworkPolicy";
export const CALICO_GLOBAL_NETWORK_POLICY = "kubernetes:projectcalico.org/v1:GlobalNetworkPolicy";
export const CALICO_TIER = "kubernetes:projectcalico.org/v1:Tier";
/** The same kinds as Calico stores them; without Calico's API server only these exist. */
export const CALICO_STORED_NETWORK_POLICY = "kubernetes:crd.projectcalico.org/v1:NetworkPolicy";
export const CALICO_STORED_GLOBAL_NETWORK_POLICY = "kubernetes:crd.projectcalico.org/v1:GlobalNetworkPolicy";
export const CALICO_STORED_TIER = "kubernetes:crd.projectcalico.org/v1:Tier";
export const CLUSTER_NETWORK_POLICY = "kubernetes:policy.networking.k8s.io/v1:ClusterNetworkPolicy";
/** The two kinds that ClusterNetworkPolicy replaces since v1alpha2 of its API. */
export const ADMIN_NETWORK_POLICY = "kubernetes:policy.networking.k8s.io/v1:AdminNetworkPolicy";
export const BASELINE_ADMIN_NETWORK_POLICY = "kubernetes:policy.networking.k8s.io/v1:BaselineAdminNetworkPolicy";

export const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
export const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
export const GATEWAY_CLASS = "kubernetes:gateway.networking.k8s.io/v1:GatewayClass";
export const HTTP_ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
export const GRPC_ROUTE = "kubernetes:gateway.networking.k8s.io/v1:GRPCRoute";
export const TLS_ROUTE = "kubernetes:gateway.networking.k8s.io/v1:TLSRoute";
export const TCP_ROUTE = "kubernetes:gateway.networking.k8s.io/v1:TCPRoute";
export const BACKEND_TLS_POLICY = "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy";
export const LISTENER_SET = "kubernetes:gateway.networking.k8s.io/v1:ListenerSet";
/** The experimental version of the same kind. */
export const X_LISTENER_SET = "kubernetes:gateway.networking.x-k8s.io/v1:XListenerSet";
export const ISTIO_GATEWAY = "kubernetes:networking.istio.io/v1:Gateway";
export const VIRTUAL_SERVICE = "kubernetes:networking.istio.io/v1:VirtualService";
export const DESTINATION_RULE = "kubernetes:networking.istio.io/v1:DestinationRule";
export const AUTHORIZATION_POLICY = "kubernetes:security.istio.io/v1:AuthorizationPolicy";
export const PEER_AUTHENTICATION = "kubernetes:security.istio.io/v1:PeerAuthentication";

export const SECRET_PROVIDER_CLASS = "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass";
export const EXTERNAL_SECRET = "kubernetes:external-secrets.io/v1:ExternalSecret";
export const SECRET_STORE = "kubernetes:external-secrets.io/v1:SecretStore";
export const CLUSTER_SECRET_STORE = "kubernetes:external-secrets.io/v1:ClusterSecretStore";
export const SEALED_SECRET = "kubernetes:bitnami.com/v1:SealedSecret";
export const CERTIFICATE = "kubernetes:cert-manager.io/v1:Certificate";
export const ISSUER = "kubernetes:cert-manager.io/v1:Issuer";
export const CLUSTER_ISSUER = "kubernetes:cert-manager.io/v1:ClusterIssuer";

/** The class of one release; the version of helm.sh is no API version, so both remain. */
export const HELM_RELEASE = "kubernetes:helm.sh/v3:Release";
export const HELM_CHART = "kubernetes:helm.sh/v4:Chart";
