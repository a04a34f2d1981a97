import type { Callback } from "./protocol";

/** Answers a request of the SDK: at once if the action returns no promise, so that the order of requests is that of the program. */
export function answer(callback: Callback<object>, action: () => unknown): void {
  const succeed = (response: unknown) => callback(null, typeof response === "object" && response !== null ? response : {});
  const fail = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    callback(Object.assign(new Error(message), { details: message }));
  };
  let response: unknown;
  try {
    response = action();
  } catch (error) {
    fail(error);
    return;
  }
  if (response instanceof Promise) response.then(succeed, fail);
  else succeed(response);
}
