// Loaded into every Node.js process of the CLI, active in the dynamic provider only: redirects its requests to Azure Resource
// Manager to the simulated one on loopback and rejects requests to any other host. Shortens its poll interval of ten seconds.
const simulated = process.env.SIMULATED_ARM;
if (simulated !== undefined && /dynamic-provider/.test(process.argv[1] ?? "")) {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    const redirected = String(url).replace("https://management.azure.com", simulated);
    if (!redirected.startsWith(`${simulated}/`)) throw new Error(`a test sent a request to ${new URL(redirected).origin}`);
    return realFetch(redirected, init);
  };
  const realSetTimeout = globalThis.setTimeout;
  globalThis.setTimeout = (action, delay, ...args) => realSetTimeout(action, delay === 10_000 ? 20 : delay, ...args);
}
