#!/bin/sh
# Fills the corpus from the fixtures: whole responses for `call`, the values of their members for `wire`.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/call corpus/wire
for fixture in ../fixtures/*.json; do
    name=$(basename "$fixture" .json)
    cp "$fixture" "corpus/call/$name"
    for member in evaluation status created_at transcript total_cost variables; do
        jq -ce --arg member "$member" '.[$member] // empty' "$fixture" > "corpus/wire/$name-$member" || rm "corpus/wire/$name-$member"
    done
done
