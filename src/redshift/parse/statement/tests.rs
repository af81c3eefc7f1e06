//! Tests of the statements: what is read, and where errors stand.
