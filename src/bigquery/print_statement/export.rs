//! Prints exports in parts: one folder for each value of some columns.
//!
//! `UNLOAD (…) TO 's3://b/p/' … PARTITION BY (day)` →
//! `CREATE TEMP TABLE unloaded AS …; FOR part IN (SELECT DISTINCT day FROM unloaded) DO EXPORT DATA …; END FOR; DROP TABLE unloaded`

use crate::bigquery::children::Slot;
use crate::bigquery::names::{Place, quote_string};
use crate::bigquery::print::Printer;
use crate::bigquery::statement::ExportParts;
use crate::bigquery::tree::Text;

/// The temporary table that holds the rows.
const ROWS: &str = "unloaded";
/// The variable of the loop; columns of the rows would hide a shorter name.
const PART: &str = "unloaded_part";
/// What Hive, Spark and Redshift call the folder of NULL.
const NULL_FOLDER: &str = "__HIVE_DEFAULT_PARTITION__";

impl Printer<'_> {
    pub(super) fn export_parts(&mut self, parts: &ExportParts) {
        self.w.keyword("CREATE TEMP TABLE ");
        self.w.put(ROWS);
        self.w.keyword(" AS");
        self.w.put("\n");
        self.w.put(&parts.query);
        self.w.put(";\n");
        self.w.keyword("FOR ");
        self.w.put(PART);
        self.w.keyword(" IN (SELECT DISTINCT ");
        self.bare_names(&parts.columns);
        self.w.keyword(" FROM ");
        self.w.put(ROWS);
        self.w.keyword(") DO");
        self.w.put("\n  ");
        self.w.keyword("EXPORT DATA OPTIONS ");
        self.w.put("(uri = ");
        self.part_address(parts);
        for (name, value) in &parts.options {
            self.w.put(", ");
            self.w.put(name);
            self.w.put(" = ");
            self.item(*value, Slot::Any);
        }
        self.w.put(")");
        self.w.keyword(" AS");
        self.w.put("\n  ");
        self.part_query(parts);
        self.w.put(";\n");
        self.w.keyword("END FOR");
        self.w.put(";\n");
        self.w.keyword("DROP TABLE ");
        self.w.put(ROWS);
    }

    /// `CONCAT('gs://b/p/', 'day=', IFNULL(CAST(part.day AS STRING), …), '/*.parquet')`; Redshift's folders are in lower case.
    fn part_address(&mut self, parts: &ExportParts) {
        self.w.keyword("CONCAT");
        self.w.put("(");
        self.item(parts.base, Slot::Any);
        let mut before = String::new();
        for column in &parts.columns {
            before.push_str(&self.name_text(column).to_lowercase());
            before.push('=');
            self.w.put(", ");
            self.w.put(&quote_string(&before));
            self.w.put(", ");
            self.w.keyword("IFNULL");
            self.w.put("(");
            self.w.keyword("CAST");
            self.w.put("(");
            self.value_of_part(column);
            self.w.keyword(" AS STRING");
            self.w.put("), ");
            self.w.put(&quote_string(NULL_FOLDER));
            self.w.put(")");
            "/".clone_into(&mut before);
        }
        self.w.put(", ");
        self.item(parts.tail, Slot::Any);
        self.w.put(")");
    }

    /// The rows of one part, without the columns that are in the address.
    fn part_query(&mut self, parts: &ExportParts) {
        self.w.keyword("SELECT ");
        self.w.put("*");
        if !parts.keep {
            self.w.keyword(" EXCEPT ");
            self.names(&parts.columns);
        }
        self.w.keyword(" FROM ");
        self.w.put(ROWS);
        for (index, column) in parts.columns.iter().enumerate() {
            self.w.keyword(if index == 0 { " WHERE " } else { " AND " });
            self.part(column, Place::Name);
            self.w.keyword(" IS NOT DISTINCT FROM ");
            self.value_of_part(column);
        }
    }

    fn value_of_part(&mut self, column: &Text) {
        self.w.put(PART);
        self.w.put(".");
        self.part(column, Place::Name);
    }
}
