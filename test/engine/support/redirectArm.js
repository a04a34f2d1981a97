// Loaded into every Node process of the CLI, and at work in the dynamic provider's: its calls to Azure Resource Manager go to the
// simulated one on loopback, and to nobody else. That one needs no ten seconds between two looks.
const simulated = process.env.SIMULATED_ARM;
if (simulated !== undefined && /dynamic-provider/.test(process.argv[1] ?? "")) {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    const redirected = String(url).replace("https://management.azure.com", simulated);
    if (!redirected.startsWith(`${simulated}/`)) throw new Error(`a test asked for ${new URL(redirected).origin}`);
    return realFetch(redirected, init);
  };
  const realSetTimeout = globalThis.setTimeout;
  globalThis.setTimeout = (action, delay, ...args) => realSetTimeout(action, delay === 10_000 ? 20 : delay, ...args);
}
