import type { MetricAlert, QueryAlert } from "./alerts";
import { diagnosticsColumn } from "./diagnosticsColumn";

const NAMESPACE = "Microsoft.Cdn/profiles";

/** Alerts on Front Door's metrics. */
export const EDGE_ALERTS: readonly MetricAlert[] = [
  {
    key: "origin-health",
    description: "Fewer than 80 percent of Front Door's probes of a stamp succeed.",
    severity: 1,
    namespace: NAMESPACE,
    metric: "OriginHealthPercentage",
    aggregation: "Average",
    operator: "LessThan",
    threshold: 80,
    dimension: "Origin",
  },
  {
    key: "server-errors",
    description: "More than 5 percent of the answers at the edge are server errors.",
    severity: 1,
    namespace: NAMESPACE,
    metric: "Percentage5XX",
    aggregation: "Average",
    operator: "GreaterThan",
    threshold: 5,
  },
];

/**
 * Alerts on Front Door's logs. The columns have the type suffixes of AzureDiagnostics
 * (Azure Front Door: access log and WAF log, Log Analytics queries).
 */
export const EDGE_LOG_ALERTS: readonly QueryAlert[] = [
  {
    key: "unusual-api-access",
    description: "One client address received more than 200 refusals or missing paths in 15 minutes, as a scan of the API does.",
    severity: 2,
    query: [
      "AzureDiagnostics",
      '| where ResourceProvider == "MICROSOFT.CDN" and Category == "FrontDoorAccessLog"',
      `| extend clientIp_s = ${diagnosticsColumn("clientIp_s")}, Status = toint(${diagnosticsColumn("httpStatusCode_s")})`,
      `| extend Path = ${diagnosticsColumn("requestUri_s")}`,
      "| where Status in (400, 401, 403, 404, 405, 429)",
      "| summarize Refusals = count(), Paths = dcount(Path) by clientIp_s",
      "| where Refusals > 200",
    ].join("\n"),
    dimensions: ["clientIp_s"],
  },
  {
    key: "firewall-blocks",
    description: "The web application firewall blocked more than 100 requests of one client address in 15 minutes.",
    severity: 2,
    query: [
      "AzureDiagnostics",
      '| where ResourceProvider == "MICROSOFT.CDN" and Category == "FrontDoorWebApplicationFirewallLog"',
      `| extend clientIP_s = ${diagnosticsColumn("clientIP_s")}, Action = ${diagnosticsColumn("action_s")}`,
      '| where Action == "Block"',
      "| summarize Blocked = count() by clientIP_s",
      "| where Blocked > 100",
    ].join("\n"),
    dimensions: ["clientIP_s"],
  },
];
