import { checkValue, isNot } from "../reading/expect";
import { at, type PodCheck } from "../reading/pods";
import { lastingContainers } from "./containerLists";

/** Compliant: no container keeps its standard input open or has a terminal; one finding for the two settings that belong together. */
export const checkNotInteractive: PodCheck = (pod, context) =>
  lastingContainers(pod).flatMap((container) => {
    const results = ["stdin", "tty"].flatMap((name) => checkValue(at(container, name), isNot(true), context));
    return [results.find((result) => "path" in result) ?? results].flat();
  });
