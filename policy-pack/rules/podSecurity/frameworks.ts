/** Control ids that many pod controls share. */
export const MCSB = { "MCSB v1": ["PV-2"] };
export const CIS_SECURITY_CONTEXT = {
  "cis-aks-t1.2.0": ["4.7.2"],
  "cis-aks-t1.8.0": ["4.7.2"],
  "cis-v1.10.0": ["5.7.3"],
  "cis-v1.12.0": ["5.7.3"],
};
