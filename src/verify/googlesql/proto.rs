//! The few messages of the engine's `local_service.proto` that this client sends or reads, written by hand so that
//! nobody needs `protoc`. A field that is only handed back is kept as raw bytes; resolved statements and syntax
//! trees are read by [`super::wire`].

use prost::{Message, Oneof};

#[derive(Clone, PartialEq, Message)]
pub struct LanguageOptionsRequest {
    #[prost(bool, optional, tag = "1")]
    pub maximum_features: Option<bool>,
}

#[derive(Clone, PartialEq, Message)]
pub struct LanguageOptions {
    #[prost(int32, optional, tag = "2")]
    pub name_resolution_mode: Option<i32>,
    #[prost(int32, optional, tag = "3")]
    pub product_mode: Option<i32>,
    #[prost(bool, optional, tag = "4")]
    pub error_on_deprecated_syntax: Option<bool>,
    #[prost(int32, repeated, packed = "false", tag = "5")]
    pub enabled_language_features: Vec<i32>,
    #[prost(int32, repeated, packed = "false", tag = "6")]
    pub supported_statement_kinds: Vec<i32>,
    #[prost(string, repeated, tag = "7")]
    pub supported_generic_entity_types: Vec<String>,
    #[prost(string, repeated, tag = "8")]
    pub reserved_keywords: Vec<String>,
    #[prost(string, repeated, tag = "9")]
    pub supported_generic_sub_entity_types: Vec<String>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AnalyzerOptionsRequest {}

#[derive(Clone, PartialEq, Message)]
pub struct AnalyzerOptions {
    #[prost(message, optional, tag = "1")]
    pub language_options: Option<LanguageOptions>,
    #[prost(int32, optional, tag = "6")]
    pub error_message_mode: Option<i32>,
    #[prost(string, optional, tag = "7")]
    pub default_timezone: Option<String>,
    #[prost(bool, optional, tag = "9")]
    pub prune_unused_columns: Option<bool>,
    #[prost(bool, optional, tag = "10")]
    pub allow_undeclared_parameters: Option<bool>,
    #[prost(message, optional, tag = "11")]
    pub allowed_hints_and_options: Option<AllowedHintsAndOptions>,
    #[prost(int32, optional, tag = "13")]
    pub parameter_mode: Option<i32>,
    #[prost(int32, optional, tag = "14")]
    pub statement_context: Option<i32>,
    #[prost(bool, optional, tag = "17")]
    pub preserve_column_aliases: Option<bool>,
    #[prost(message, repeated, tag = "18")]
    pub system_variables: Vec<SystemVariable>,
    #[prost(message, repeated, tag = "19")]
    pub target_column_types: Vec<TypeProto>,
    #[prost(bool, optional, tag = "20")]
    pub create_new_column_for_each_projected_output: Option<bool>,
    #[prost(int32, repeated, packed = "false", tag = "21")]
    pub enabled_rewrites: Vec<i32>,
    /// 0 records no locations, so that two layouts of one statement resolve to the same bytes.
    #[prost(int32, optional, tag = "23")]
    pub parse_location_record_type: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "28")]
    pub rewrite_options: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SystemVariable {
    #[prost(string, repeated, tag = "1")]
    pub name_path: Vec<String>,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AllowedHintsAndOptions {
    #[prost(bool, optional, tag = "1")]
    pub disallow_unknown_options: Option<bool>,
    #[prost(message, repeated, tag = "4")]
    pub option: Vec<AllowedOption>,
    #[prost(bytes = "vec", repeated, tag = "5")]
    pub anonymization_option: Vec<Vec<u8>>,
    #[prost(bytes = "vec", repeated, tag = "6")]
    pub differential_privacy_option: Vec<Vec<u8>>,
    #[prost(bool, optional, tag = "7")]
    pub disallow_duplicate_option_names: Option<bool>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AllowedOption {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    /// Without a type, any constant will do.
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct TypeProto {
    #[prost(int32, optional, tag = "1")]
    pub type_kind: Option<i32>,
    #[prost(message, optional, boxed, tag = "2")]
    pub array_type: Option<Box<ElementType>>,
    #[prost(message, optional, tag = "3")]
    pub struct_type: Option<StructType>,
    #[prost(message, optional, boxed, tag = "8")]
    pub range_type: Option<Box<ElementType>>,
}

/// `ArrayTypeProto` and `RangeTypeProto`, which look the same.
#[derive(Clone, PartialEq, Message)]
pub struct ElementType {
    #[prost(message, optional, boxed, tag = "1")]
    pub element_type: Option<Box<TypeProto>>,
}

#[derive(Clone, PartialEq, Message)]
pub struct StructType {
    #[prost(message, repeated, tag = "1")]
    pub field: Vec<StructField>,
}

#[derive(Clone, PartialEq, Message)]
pub struct StructField {
    #[prost(string, optional, tag = "1")]
    pub field_name: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub field_type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleCatalog {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    #[prost(message, repeated, tag = "2")]
    pub table: Vec<SimpleTable>,
    #[prost(message, repeated, tag = "3")]
    pub named_type: Vec<NamedType>,
    #[prost(message, repeated, tag = "4")]
    pub catalog: Vec<SimpleCatalog>,
    #[prost(message, optional, tag = "5")]
    pub builtin_function_options: Option<BuiltinFunctionOptions>,
    #[prost(message, repeated, tag = "6")]
    pub custom_function: Vec<Function>,
    #[prost(message, repeated, tag = "8")]
    pub procedure: Vec<Procedure>,
    #[prost(message, repeated, tag = "9")]
    pub custom_tvf: Vec<TableFunction>,
    #[prost(message, repeated, tag = "10")]
    pub constant: Vec<SimpleConstant>,
    #[prost(message, repeated, tag = "12")]
    pub connection: Vec<SimpleConnection>,
    #[prost(message, repeated, tag = "13")]
    pub model: Vec<SimpleModel>,
}

#[derive(Clone, PartialEq, Message)]
pub struct NamedType {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct BuiltinFunctionOptions {
    #[prost(message, optional, tag = "1")]
    pub language_options: Option<LanguageOptions>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleTable {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    #[prost(message, repeated, tag = "4")]
    pub column: Vec<SimpleColumn>,
    #[prost(string, optional, tag = "5")]
    pub name_in_catalog: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleColumn {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleConstant {
    #[prost(string, repeated, tag = "1")]
    pub name_path: Vec<String>,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
    #[prost(message, optional, tag = "3")]
    pub value: Option<ValueProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleConnection {
    #[prost(string, optional, tag = "1")]
    pub name: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SimpleModel {
    #[prost(int64, optional, tag = "1")]
    pub id: Option<i64>,
    #[prost(string, optional, tag = "2")]
    pub name: Option<String>,
    #[prost(message, repeated, tag = "3")]
    pub input: Vec<SimpleColumn>,
    #[prost(message, repeated, tag = "4")]
    pub output: Vec<SimpleColumn>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Function {
    #[prost(string, repeated, tag = "1")]
    pub name_path: Vec<String>,
    #[prost(string, optional, tag = "2")]
    pub group: Option<String>,
    #[prost(int32, optional, tag = "3")]
    pub mode: Option<i32>,
    #[prost(bytes = "vec", repeated, tag = "4")]
    pub signature: Vec<Vec<u8>>,
    #[prost(string, repeated, tag = "7")]
    pub templated_sql_function_argument_name: Vec<String>,
    #[prost(message, optional, tag = "8")]
    pub parse_resume_location: Option<ParseResumeLocation>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ParseResumeLocation {
    #[prost(string, optional, tag = "1")]
    pub input: Option<String>,
    #[prost(int32, optional, tag = "2")]
    pub byte_position: Option<i32>,
    #[prost(bool, optional, tag = "3")]
    pub allow_resume: Option<bool>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Procedure {
    #[prost(string, repeated, tag = "1")]
    pub name_path: Vec<String>,
    #[prost(message, optional, tag = "2")]
    pub signature: Option<Signature>,
}

#[derive(Clone, PartialEq, Message)]
pub struct TableFunction {
    #[prost(string, repeated, tag = "1")]
    pub name_path: Vec<String>,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub signature: Option<Vec<u8>>,
    #[prost(int32, optional, tag = "3")]
    pub r#type: Option<i32>,
    #[prost(string, repeated, tag = "5")]
    pub argument_name: Vec<String>,
    #[prost(message, optional, tag = "6")]
    pub parse_resume_location: Option<ParseResumeLocation>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Signature {
    #[prost(message, repeated, tag = "1")]
    pub argument: Vec<ArgumentType>,
    #[prost(message, optional, tag = "2")]
    pub return_type: Option<ArgumentType>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ArgumentType {
    #[prost(int32, optional, tag = "1")]
    pub kind: Option<i32>,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<TypeProto>,
    #[prost(message, optional, tag = "3")]
    pub options: Option<ArgumentOptions>,
    #[prost(int32, optional, tag = "4")]
    pub num_occurrences: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ArgumentOptions {
    #[prost(int32, optional, tag = "1")]
    pub cardinality: Option<i32>,
    #[prost(bool, optional, tag = "9")]
    pub extra_relation_input_columns_allowed: Option<bool>,
    #[prost(message, optional, tag = "10")]
    pub relation_input_schema: Option<Relation>,
    #[prost(string, optional, tag = "11")]
    pub argument_name: Option<String>,
    #[prost(int32, optional, tag = "14")]
    pub procedure_argument_mode: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Relation {
    #[prost(message, repeated, tag = "1")]
    pub column: Vec<SimpleColumn>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ParseRequest {
    #[prost(string, optional, tag = "1")]
    pub sql_statement: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub options: Option<LanguageOptions>,
    #[prost(bool, optional, tag = "4")]
    pub allow_script: Option<bool>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ParseResponse {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub parsed_statement: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub parsed_script: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AnalyzeRequest {
    #[prost(message, optional, tag = "1")]
    pub options: Option<AnalyzerOptions>,
    #[prost(message, optional, tag = "2")]
    pub simple_catalog: Option<SimpleCatalog>,
    #[prost(string, optional, tag = "5")]
    pub sql_statement: Option<String>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AnalyzeResponse {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub resolved_statement: Option<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub struct PrepareQueryRequest {
    #[prost(string, optional, tag = "1")]
    pub sql: Option<String>,
    #[prost(message, optional, tag = "2")]
    pub options: Option<AnalyzerOptions>,
    #[prost(message, optional, tag = "4")]
    pub simple_catalog: Option<SimpleCatalog>,
}

#[derive(Clone, PartialEq, Message)]
pub struct PrepareQueryResponse {
    #[prost(message, optional, tag = "1")]
    pub prepared: Option<PreparedQuery>,
}

#[derive(Clone, PartialEq, Message)]
pub struct PreparedQuery {
    #[prost(int64, optional, tag = "1")]
    pub prepared_query_id: Option<i64>,
    #[prost(message, repeated, tag = "4")]
    pub columns: Vec<SimpleColumn>,
}

#[derive(Clone, PartialEq, Message)]
pub struct UnprepareQueryRequest {
    #[prost(int64, optional, tag = "1")]
    pub prepared_query_id: Option<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Empty {}

#[derive(Clone, PartialEq, Message)]
pub struct EvaluateQueryRequest {
    #[prost(int64, optional, tag = "6")]
    pub prepared_query_id: Option<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct EvaluateQueryResponse {
    #[prost(message, optional, tag = "1")]
    pub content: Option<TableContent>,
}

#[derive(Clone, PartialEq, Message)]
pub struct TableContent {
    #[prost(message, optional, tag = "1")]
    pub table_data: Option<TableData>,
}

#[derive(Clone, PartialEq, Message)]
pub struct TableData {
    #[prost(message, repeated, tag = "1")]
    pub row: Vec<Row>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Row {
    #[prost(message, repeated, tag = "1")]
    pub cell: Vec<ValueProto>,
}

/// A value without its type: NULL where nothing is set.
#[derive(Clone, PartialEq, Message)]
pub struct ValueProto {
    #[prost(
        oneof = "ValueKind",
        tags = "2, 5, 7, 8, 9, 10, 13, 14, 16, 17, 18, 20, 21, 23, 24, 26"
    )]
    pub value: Option<ValueKind>,
}

#[derive(Clone, PartialEq, Oneof)]
pub enum ValueKind {
    #[prost(int64, tag = "2")]
    Int64(i64),
    #[prost(bool, tag = "5")]
    Bool(bool),
    #[prost(double, tag = "7")]
    Double(f64),
    #[prost(string, tag = "8")]
    String(String),
    #[prost(bytes, tag = "9")]
    Bytes(Vec<u8>),
    #[prost(int32, tag = "10")]
    Date(i32),
    #[prost(message, tag = "13")]
    Array(ValueList),
    #[prost(message, tag = "14")]
    Struct(ValueList),
    #[prost(message, tag = "16")]
    Timestamp(Timestamp),
    #[prost(message, tag = "17")]
    Datetime(Datetime),
    #[prost(int64, tag = "18")]
    Time(i64),
    #[prost(bytes, tag = "20")]
    Numeric(Vec<u8>),
    #[prost(bytes, tag = "21")]
    BigNumeric(Vec<u8>),
    #[prost(string, tag = "23")]
    Json(String),
    #[prost(bytes, tag = "24")]
    Interval(Vec<u8>),
    #[prost(message, tag = "26")]
    Range(Box<RangeValue>),
}

/// `ValueProto.Array` and `ValueProto.Struct`, which look the same.
#[derive(Clone, PartialEq, Message)]
pub struct ValueList {
    #[prost(message, repeated, tag = "1")]
    pub item: Vec<ValueProto>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Timestamp {
    #[prost(int64, tag = "1")]
    pub seconds: i64,
    #[prost(int32, tag = "2")]
    pub nanos: i32,
}

#[derive(Clone, PartialEq, Message)]
pub struct Datetime {
    #[prost(int64, optional, tag = "1")]
    pub bit_field_datetime_seconds: Option<i64>,
    #[prost(int32, optional, tag = "2")]
    pub nanos: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub struct RangeValue {
    #[prost(message, optional, boxed, tag = "1")]
    pub start: Option<Box<ValueProto>>,
    #[prost(message, optional, boxed, tag = "2")]
    pub end: Option<Box<ValueProto>>,
}
