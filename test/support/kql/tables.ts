import type { Row, Table } from "./values";

/**
 * Columns of the tables as Azure Monitor's table reference lists them (learn.microsoft.com/azure/azure-monitor/reference/tables). The
 * columns of AzureDiagnostics with a type suffix are not among them: they exist only after a row with the property was ingested.
 */
const AUDIT =
  "Annotations AuditId Level ObjectRef PodName RequestObject RequestReceivedTime RequestUri ResponseObject ResponseStatus SourceIps" +
  " Stage StageReceivedTime User UserAgent Verb";

const COLUMNS: Readonly<Record<string, string>> = {
  AKSAudit: AUDIT,
  AKSAuditAdmin: AUDIT,
  AKSControlPlane: "Category Level Message PodName Stream",
  ContainerLogV2: "Computer ContainerId ContainerName KubernetesMetadata LogLevel LogMessage LogSource PodName PodNamespace",
  KubeEvents:
    "ClusterId ClusterName Computer Count FirstSeen KubeEventType LastSeen Message Name Namespace ObjectKind Reason SourceComponent",
  AzureDiagnostics:
    "CallerIPAddress Category CorrelationId DurationMs Level Message OperationName OperationVersion Resource ResourceGroup ResourceId" +
    " ResourceProvider ResourceType ResultDescription ResultSignature ResultType SubscriptionId",
  _LogOperation: "Category Computer CorrelationId Detail ErrorId HelpLink Level Operation ResourceGroup Solution",
};

/** Columns of type dynamic, which are null where a row has no value. All others here are strings, which are never null. */
const DYNAMIC = new Set(
  "Annotations KubernetesMetadata LogMessage ObjectRef RequestObject ResponseObject ResponseStatus SourceIps User".split(" "),
);

/** A row without the time of its event, which {@link tables} sets, and without the columns that have no value. */
export type Sample = Row;

/** Tables of the workspace, of which one has rows. Throws on a column that Azure does not document for the table. */
export function tables(name: string, rows: readonly Sample[], now: Date): Readonly<Record<string, Table>> {
  const columnsOf = (table: string) => [..."TimeGenerated Type _ResourceId".split(" "), ...(COLUMNS[table] ?? "").split(" ")];
  const empty = Object.keys(COLUMNS).map((table): [string, Table] => [table, { columns: new Set(columnsOf(table)), rows: [] }]);
  if (COLUMNS[name] === undefined) throw new Error(`no columns of ${name}`);
  const suffixed = rows.flatMap((row) => Object.keys(row)).filter((column) => /_[sdbtg]$/.test(column));
  const columns = new Set([...columnsOf(name), ...(name === "AzureDiagnostics" ? suffixed : [])]);
  for (const column of rows.flatMap((row) => Object.keys(row))) {
    if (!columns.has(column)) throw new Error(`${name} has no column ${column}`);
  }
  const blank = Object.fromEntries(
    [...columns].filter((column) => !DYNAMIC.has(column) && !/_d$/.test(column)).map((column) => [column, ""]),
  );
  const recent = rows.map((row) => ({ ...blank, TimeGenerated: new Date(now.getTime() - 60_000), ...row }));
  return { ...Object.fromEntries(empty), [name]: { columns, rows: recent } };
}
