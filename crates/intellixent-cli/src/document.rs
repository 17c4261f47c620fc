//! What the OpenAPI document says of a call: the names of its fields, in the order in which they stand there.

use std::sync::LazyLock;

use saphyr::{LoadableYamlNode, Yaml};

/// Parsed from the crate's copy of the document when they are first asked for. A test reads that copy, so that none of them
/// can be missing here.
static FIELDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let documents = Yaml::load_from_str(include_str!("../openapi.yaml")).unwrap_or_default();
    let schema = documents.first().and_then(|document| {
        ["components", "schemas", "Call", "properties"]
            .iter()
            .try_fold(document, |node, name| node.as_mapping_get(name))
    });
    let properties = schema.and_then(Yaml::as_mapping).into_iter().flatten();
    properties.filter_map(|(name, _)| Some(name.as_str()?.to_owned())).collect()
});

pub(crate) fn fields() -> &'static [String] {
    &FIELDS
}
