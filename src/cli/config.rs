//! `rs2bq.toml`: how names, storage addresses and functions map.
//!
//! ```toml
//! strict = ["trailing-blanks"]
//!
//! [storage]
//! "s3://lake/raw" = "gs://lake-raw"
//!
//! [names]
//! default_project = "shop-prod"
//! map = { "dev.sales" = "shop-prod.sales" }
//!
//! [functions]
//! list = ["f_margin"]
//! library = "shop-prod.udfs"   # or "script"
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::Failure;
use super::args::{Assumptions, Common, assumption};
use crate::library::Library;
use crate::options::{Assumption, Names, Options, StorageRule};
use crate::resolve::Catalog;

/// The file that is read where `--config` names none.
const DEFAULT_FILE: &str = "rs2bq.toml";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    strict: Vec<Strict>,
    storage: BTreeMap<String, String>,
    names: NameSection,
    functions: FunctionSection,
}

/// The name of an assumption that is not made, or `all`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Strict(Assumptions);

impl TryFrom<String> for Strict {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        assumption(&name).map(Self)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NameSection {
    map: BTreeMap<String, String>,
    default_project: Option<String>,
    default_dataset: Option<String>,
    region: Option<String>,
}

impl NameSection {
    /// Names that nothing could match, or that BigQuery cannot have, are mistakes.
    fn check(&self) -> Result<(), String> {
        let whole = |name: &str, most: usize| {
            let parts = name.split('.');
            parts.clone().count() <= most && parts.into_iter().all(|part| !part.trim().is_empty())
        };
        for (from, to) in &self.map {
            if !whole(from, 2) || !whole(to, 2) {
                return Err(format!(
                    "a rule of map is \"database.schema\" = \"project.dataset\", or one part on either side, not {from:?} = {to:?}"
                ));
            }
        }
        let defaults = [
            ("default_project", &self.default_project),
            ("default_dataset", &self.default_dataset),
            ("region", &self.region),
        ];
        for (key, value) in defaults {
            if value.as_ref().is_some_and(|value| value.trim().is_empty()) {
                return Err(format!("{key} is empty"));
            }
        }
        Ok(())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FunctionSection {
    list: Vec<String>,
    library: Option<String>,
}

/// The options that the command line and the configuration file give.
pub(super) fn options(common: &Common) -> Result<Options, Failure> {
    let default = Path::new(DEFAULT_FILE);
    let config = match &common.config {
        Some(path) => read(path)?,
        None if default.exists() => read(default)?,
        None => Config::default(),
    };
    let mut strict_about: BTreeSet<Assumption> = common
        .strict_about
        .iter()
        .copied()
        .flatten()
        .copied()
        .collect();
    strict_about.extend(config.strict.iter().flat_map(|strict| strict.0));
    Ok(Options {
        strict: common.strict,
        strict_about,
        allow: common.allow.iter().copied().collect(),
        deny: common.deny.iter().copied().collect(),
        names: Names {
            map: config
                .names
                .map
                .into_iter()
                .map(|(from, to)| (from.to_lowercase(), to))
                .collect(),
            default_project: config.names.default_project,
            default_dataset: config.names.default_dataset,
            region: config.names.region,
        },
        storage: storage_rules(config.storage),
        functions: config
            .functions
            .list
            .iter()
            .map(|name| name.to_lowercase())
            .collect(),
        library: config.functions.library.map(|place| match place.as_str() {
            "script" => Library::Script,
            dataset => Library::Dataset(dataset.to_owned()),
        }),
        ..Options::default()
    })
}

/// The catalog that the `--schema` files give.
pub(super) fn catalog(common: &Common) -> Result<Catalog, Failure> {
    let mut catalog = Catalog::new();
    for path in &common.schema {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
        let errors = match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => catalog.add_csv(&text).err().into_iter().collect(),
            Some("sql") => catalog.add_ddl(&text, &crate::functions::Table),
            Some(_) | None => {
                return Err(Failure::Usage(format!(
                    "{}: a schema file is DDL (*.sql) or columns (*.csv)",
                    path.display()
                )));
            }
        };
        if let Some(error) = errors.first() {
            return Err(Failure::Usage(format!("{}: {error}", path.display())));
        }
    }
    Ok(catalog)
}

fn read(path: &Path) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
    let config: Config = toml::from_str(&text)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    for (from, to) in &config.storage {
        if !from.starts_with("s3://") || !to.starts_with("gs://") {
            return Err(Failure::Usage(format!(
                "{}: a rule of [storage] is \"s3://…\" = \"gs://…\", not {from:?} = {to:?}",
                path.display()
            )));
        }
    }
    config
        .names
        .check()
        .map_err(|why| Failure::Usage(format!("{}: {why}", path.display())))?;
    Ok(config)
}

/// Longer addresses first: the most precise rule holds.
fn storage_rules(storage: BTreeMap<String, String>) -> Vec<StorageRule> {
    let mut rules: Vec<_> = storage
        .into_iter()
        .map(|(from, to)| StorageRule { from, to })
        .collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.from.len()));
    rules
}
