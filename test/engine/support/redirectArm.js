// Loaded into the dynamic provider's process: its calls to Azure Resource Manager go to the simulated one on loopback.
const realFetch = globalThis.fetch;
const simulated = process.env.SIMULATED_ARM;
if (simulated !== undefined) {
  globalThis.fetch = (url, init) => realFetch(String(url).replace("https://management.azure.com", simulated), init);
}
