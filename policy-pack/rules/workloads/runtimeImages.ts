import { TOOLCHAIN_IMAGES } from "../facts/images";
import { parseImage } from "../reading/images";
import type { PodCheck } from "../reading/pods";
import { isUnknown } from "../reading/values";
import type { CheckResults } from "../rule";
import { lastingContainers } from "./containerLists";
import { containerImages } from "./podImages";

/** The last word of an image's name, `dotnet/sdk`, `cloud-sdk`: in `entra-sdk/auth-sidecar` the word is part of a product's name. */
const NAME = /(?:^|[-_.])(?:sdk|debug)$/;
/** A word of the tag: `8.0-sdk`, `21-jdk-alpine`, `debug-nonroot`. */
const TAG = /(?:^|[-_.])(?:sdk|jdk\d*|debug)(?:[-_.]|$)/i;

/** Compliant: neither name nor tag of an image says that it contains an SDK, a tool chain or a debugger. */
export const checkRuntimeImages: PodCheck = (pod) =>
  containerImages({ ...pod, containers: lastingContainers(pod) }).flatMap(({ image }): CheckResults => {
    if (isUnknown(image.value)) return [{ unknown: image.path }];
    if (typeof image.value !== "string") return [];
    const { repository, tag = "" } = parseImage(image.value);
    const name = repository.slice(repository.lastIndexOf("/") + 1);
    if (!TOOLCHAIN_IMAGES.includes(name) && !NAME.test(name) && !TAG.test(tag)) return [];
    return [{ path: image.path, found: image.value, expected: "an image with the application and its runtime only" }];
  });
