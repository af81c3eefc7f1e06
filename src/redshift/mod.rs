//! The source dialect: lexer, parser and tree of Amazon Redshift SQL. Knows nothing of BigQuery.

pub mod date_part;
pub mod keyword;
pub mod lexer;
pub mod parse;
pub mod statement;
pub mod token;
pub mod tree;
