#!/bin/sh
# Publishes the built policy pack to a Pulumi organization, signed in with the job's OpenID Connect token of GitHub Actions: the
# organization must trust GitHub as an issuer. Usage: sh .ci/pipelines/publish-pack.sh ORGANIZATION
set -eu
cd "$(dirname "$0")/../../policy-pack"

url="$ACTIONS_ID_TOKEN_REQUEST_URL&audience=urn:pulumi:org:$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'authorization: bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" | curl --fail --silent --show-error --header @- "$url" | jq -rj .value > "$folder/token"
pulumi login --oidc-org "$1" --oidc-token "file://$folder/token" --oidc-expiration 15m
pulumi policy publish "$1" --non-interactive
