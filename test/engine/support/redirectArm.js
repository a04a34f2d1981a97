// Loaded into the dynamic provider's process: its calls to Azure Resource Manager go to the simulated one on loopback, which
// needs no ten seconds between two looks.
const simulated = process.env.SIMULATED_ARM;
if (simulated !== undefined) {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (url, init) => realFetch(String(url).replace("https://management.azure.com", simulated), init);
  const realSetTimeout = globalThis.setTimeout;
  globalThis.setTimeout = (action, delay, ...args) => realSetTimeout(action, delay === 10_000 ? 20 : delay, ...args);
}
