#!/bin/sh
# Previews a stack with the policy pack. Usage: sh .ci/pipelines/preview.sh STACK FOLDER [OPTION…]
# Writes preview.json and preview.log into the folder. Requires a sign-in to Azure, and PULUMI_BACKEND_URL.
set -eu
cd "$(dirname "$0")/../.."

stack=$1
folder=$2
shift 2
mkdir -p "$folder"
npm ci --no-audit --no-fund
npm run --silent build:pack
exec pulumi preview --stack "$stack" --policy-pack policy-pack --json --non-interactive "$@" > "$folder/preview.json" 2> "$folder/preview.log"
