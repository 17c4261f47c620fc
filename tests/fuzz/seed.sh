#!/bin/sh
# Fills the corpus of each target from the fixtures: whole responses for a call, their fields for the wire types.
set -eu
cd "$(dirname "$0")"
for target in call evaluation open_enum timestamp transcript usd variables; do
    mkdir -p "corpus/$target"
done
for fixture in ../fixtures/*.json; do
    name=$(basename "$fixture" .json)
    cp "$fixture" "corpus/call/$name"
    take() {
        jq -c "select(has(\"$2\")) | .$2" "$fixture" > "corpus/$1/$name-$2"
        test -s "corpus/$1/$name-$2" || rm "corpus/$1/$name-$2"
    }
    take evaluation evaluation
    take open_enum status
    take timestamp created_at
    take timestamp updated_at
    take transcript transcript
    take usd carrier_cost
    take usd total_cost
    take variables variables
done
