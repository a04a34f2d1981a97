/**
 * KQL: a column of AzureDiagnostics with a type suffix, or `otherwise` while the workspace has none of that name. Such a column exists
 * only after a row with the property was ingested, and a query that names a missing one fails; Azure disables a log search alert whose
 * query fails for a week (microsoft/AzureMonitorCommunity#175).
 */
export function diagnosticsColumn(column: string, otherwise: '""' | "0" = '""'): string {
  return `column_ifexists("${column}", ${otherwise})`;
}
