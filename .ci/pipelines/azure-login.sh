#!/bin/sh
# Signs the Azure CLI in with the job's OpenID Connect token of GitHub Actions: no secret is stored. The state's backend, its secrets
# provider and kubelogin use this sign-in; azure-native requests tokens of its own (ARM_USE_OIDC). The Azure CLI cannot renew the token
# after it has expired, so the sign-in lasts as long as its access tokens, about an hour.
set -eu

url="$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api://AzureADTokenExchange"
# The header comes from standard input, so that the process list does not show it.
token=$(printf 'authorization: bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" | curl --fail --silent --show-error --header @- "$url" | jq -r .value)
[ -n "$token" ] # curl's failure does not end the pipe
echo "::add-mask::$token"
az login --service-principal --username "$ARM_CLIENT_ID" --tenant "$ARM_TENANT_ID" --federated-token "$token" --output none
az account set --subscription "$ARM_SUBSCRIPTION_ID"
