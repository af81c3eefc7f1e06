//! The words that the grammar knows, and the lookup that the lexer does for every word.

/// Declares [`Keyword`], the texts of its words, and how many of them are reserved: those come first.
macro_rules! keywords {
    (reserved { $($reserved:ident $reserved_text:literal,)* } plain { $($plain:ident $plain_text:literal,)* }) => {
        /// A word of the grammar, or none.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Keyword {
            /// Not a word that the grammar knows.
            #[default]
            None,
            $($reserved,)*
            $($plain,)*
        }

        /// All words with their texts in upper case, reserved words first; [`Keyword::None`] is left out.
        static WORDS: &[(Keyword, &str)] = &[
            $((Keyword::$reserved, $reserved_text),)*
            $((Keyword::$plain, $plain_text),)*
        ];

        const TEXTS: &[&str] = &[$($reserved_text,)* $($plain_text,)*];
        const RESERVED: usize = [$($reserved_text,)*].len();
    };
}

impl Keyword {
    /// The keyword of a word in any case.
    pub fn lookup(word: &[u8]) -> Self {
        if word.len() > LONGEST {
            return Self::None;
        }
        let mut slot = hash(word) % SLOTS;
        loop {
            let entry = TABLE.get(slot).copied().unwrap_or(0);
            match WORDS.get(usize::from(entry).wrapping_sub(1)) {
                None => return Self::None,
                Some((keyword, text)) if text.as_bytes().eq_ignore_ascii_case(word) => {
                    return *keyword;
                }
                Some(_) => slot = (slot + 1) % SLOTS,
            }
        }
    }

    /// Whether the word is on Redshift's list of reserved words: as a name it needs quotes.
    pub const fn is_reserved(self) -> bool {
        let index = self as usize;
        index != 0 && index <= RESERVED
    }

    /// The word in upper case; empty for [`Keyword::None`].
    pub fn as_str(self) -> &'static str {
        WORDS
            .get((self as usize).wrapping_sub(1))
            .map_or("", |(_, text)| text)
    }
}

/// The slots of the hash table: about a quarter of them are used.
const SLOTS: usize = 2048;
const LONGEST: usize = longest();

/// For each slot the index in [`WORDS`] plus one, or zero.
static TABLE: [u16; SLOTS] = table();

// Evaluated by the compiler: an index out of range would be a compile error.
#[allow(clippy::indexing_slicing)]
const fn longest() -> usize {
    let mut longest = 0;
    let mut index = 0;
    while index < TEXTS.len() {
        if TEXTS[index].len() > longest {
            longest = TEXTS[index].len();
        }
        index += 1;
    }
    longest
}

#[allow(clippy::indexing_slicing)]
const fn table() -> [u16; SLOTS] {
    let mut table = [0; SLOTS];
    let mut index = 0;
    while index < TEXTS.len() {
        let mut slot = hash(TEXTS[index].as_bytes()) % SLOTS;
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        index += 1;
        table[slot] = index as u16;
    }
    table
}

/// A hash that does not see the case of letters.
const fn hash(word: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    let mut rest = word;
    while let [byte, tail @ ..] = rest {
        hash = (hash ^ (*byte | 0x20) as u32).wrapping_mul(0x0100_0193);
        rest = tail;
    }
    (hash ^ (hash >> 15)) as usize
}

keywords! {
    reserved {
        Aes128 "AES128", Aes256 "AES256", All "ALL", Allowoverwrite "ALLOWOVERWRITE", Analyse "ANALYSE",
        Analyze "ANALYZE", And "AND", Any "ANY", Array "ARRAY", As "AS", Asc "ASC", Authorization "AUTHORIZATION",
        Az64 "AZ64", Backup "BACKUP", Between "BETWEEN", Binary "BINARY", Blanksasnull "BLANKSASNULL", Both "BOTH",
        Bytedict "BYTEDICT", Bzip2 "BZIP2", Case "CASE", Cast "CAST", Check "CHECK", Collate "COLLATE", Column "COLUMN",
        Constraint "CONSTRAINT", Create "CREATE", Credentials "CREDENTIALS", Cross "CROSS", CurrentDate "CURRENT_DATE",
        CurrentTime "CURRENT_TIME", CurrentTimestamp "CURRENT_TIMESTAMP", CurrentUser "CURRENT_USER",
        CurrentUserId "CURRENT_USER_ID", Default "DEFAULT", Deferrable "DEFERRABLE", Deflate "DEFLATE", Defrag "DEFRAG",
        Delta "DELTA", Delta32k "DELTA32K", Desc "DESC", Disable "DISABLE", Distinct "DISTINCT", Do "DO", Else "ELSE",
        Emptyasnull "EMPTYASNULL", Enable "ENABLE", Encode "ENCODE", Encrypt "ENCRYPT", Encryption "ENCRYPTION",
        End "END", Except "EXCEPT", Explicit "EXPLICIT", False "FALSE", For "FOR", Foreign "FOREIGN", Freeze "FREEZE",
        From "FROM", Full "FULL", Globaldict256 "GLOBALDICT256", Globaldict64k "GLOBALDICT64K", Grant "GRANT",
        Group "GROUP", Gzip "GZIP", Having "HAVING", Identity "IDENTITY", Ignore "IGNORE", Ilike "ILIKE", In "IN",
        Initially "INITIALLY", Inner "INNER", Intersect "INTERSECT", Interval "INTERVAL", Into "INTO", Is "IS",
        Isnull "ISNULL", Join "JOIN", Leading "LEADING", Left "LEFT", Like "LIKE", Limit "LIMIT", Localtime "LOCALTIME",
        Localtimestamp "LOCALTIMESTAMP", Lun "LUN", Luns "LUNS", Lzo "LZO", Lzop "LZOP", Minus "MINUS",
        Mostly16 "MOSTLY16", Mostly32 "MOSTLY32", Mostly8 "MOSTLY8", Natural "NATURAL", New "NEW", Not "NOT",
        Notnull "NOTNULL", Null "NULL", Nulls "NULLS", Off "OFF", Offline "OFFLINE", Offset "OFFSET", Oid "OID",
        Old "OLD", On "ON", Only "ONLY", Open "OPEN", Or "OR", Order "ORDER", Outer "OUTER", Overlaps "OVERLAPS",
        Parallel "PARALLEL", Partition "PARTITION", Percent "PERCENT", Permissions "PERMISSIONS", Pivot "PIVOT",
        Placing "PLACING", Primary "PRIMARY", Raw "RAW", Readratio "READRATIO", Recover "RECOVER",
        References "REFERENCES", Rejectlog "REJECTLOG", Resort "RESORT", Respect "RESPECT", Restore "RESTORE",
        Right "RIGHT", Select "SELECT", SessionUser "SESSION_USER", Similar "SIMILAR", Snapshot "SNAPSHOT", Some "SOME",
        Sysdate "SYSDATE", System "SYSTEM", Table "TABLE", Tag "TAG", Tdes "TDES", Text255 "TEXT255", Text32k "TEXT32K",
        Then "THEN", Timestamp "TIMESTAMP", To "TO", Top "TOP", Trailing "TRAILING", True "TRUE",
        Truncatecolumns "TRUNCATECOLUMNS", Union "UNION", Unique "UNIQUE", Unnest "UNNEST", Unpivot "UNPIVOT",
        User "USER", Using "USING", Verbose "VERBOSE", Wallet "WALLET", When "WHEN", Where "WHERE", With "WITH",
        Without "WITHOUT",
    }
    plain {
        Abort "ABORT", Acceptanydate "ACCEPTANYDATE", Acceptinvchars "ACCEPTINVCHARS", Access "ACCESS",
        AccessKeyId "ACCESS_KEY_ID", Account "ACCOUNT", Add "ADD", Addquotes "ADDQUOTES", Admin "ADMIN", After "AFTER",
        Alias "ALIAS", Alter "ALTER", Always "ALWAYS", Anyelement "ANYELEMENT", Append "APPEND", Apply "APPLY",
        Approximate "APPROXIMATE", Arn "ARN", Assert "ASSERT", Assumerole "ASSUMEROLE", At "AT", Attach "ATTACH",
        Authentication "AUTHENTICATION", AuthenticationArn "AUTHENTICATION_ARN", Auto "AUTO", Avro "AVRO",
        Before "BEFORE", Begin "BEGIN", Bigint "BIGINT", Binding "BINDING", Bool "BOOL", Boolean "BOOLEAN",
        Boost "BOOST", Bpchar "BPCHAR", By "BY", Cache "CACHE", Call "CALL", Called "CALLED", Cancel "CANCEL",
        Cascade "CASCADE", CaseInsensitive "CASE_INSENSITIVE", CaseSensitive "CASE_SENSITIVE", Catalog "CATALOG",
        CatalogId "CATALOG_ID", CatalogRole "CATALOG_ROLE", Char "CHAR", Character "CHARACTER",
        Characteristics "CHARACTERISTICS", Checkpoint "CHECKPOINT", Ci "CI", Cleanpath "CLEANPATH", Close "CLOSE",
        Cluster "CLUSTER", Clustered "CLUSTERED", ClusterArn "CLUSTER_ARN", Collection "COLLECTION", Columns "COLUMNS",
        Comment "COMMENT", Commit "COMMIT", Committed "COMMITTED", Compound "COMPOUND", Compression "COMPRESSION",
        Comprows "COMPROWS", Compupdate "COMPUPDATE", Concurrently "CONCURRENTLY", Conjunction "CONJUNCTION",
        Connect "CONNECT", Connection "CONNECTION", ConnectByRoot "CONNECT_BY_ROOT", Constant "CONSTANT",
        Constraints "CONSTRAINTS", Continue "CONTINUE", Convert "CONVERT", Copy "COPY", Cost "COST", Count "COUNT",
        Createdb "CREATEDB", Createuser "CREATEUSER", Cs "CS", Csv "CSV", Cube "CUBE", Current "CURRENT",
        CurrentCatalog "CURRENT_CATALOG", CurrentRole "CURRENT_ROLE", CurrentSchema "CURRENT_SCHEMA", Cursor "CURSOR",
        Cycle "CYCLE", Data "DATA", Database "DATABASE", Databases "DATABASES", Datashare "DATASHARE",
        Datashares "DATASHARES", Date "DATE", Dateformat "DATEFORMAT", Datetime "DATETIME", Day "DAY",
        Deallocate "DEALLOCATE", Debug "DEBUG", Dec "DEC", Decimal "DECIMAL", Declare "DECLARE", Defaults "DEFAULTS",
        Deferred "DEFERRED", Definer "DEFINER", Definition "DEFINITION", Delete "DELETE", Delimited "DELIMITED",
        Delimiter "DELIMITER", Describe "DESCRIBE", Detach "DETACH", Diagnostics "DIAGNOSTICS", Discard "DISCARD",
        Distkey "DISTKEY", Diststyle "DISTSTYLE", Double "DOUBLE", Drop "DROP", Duplicates "DUPLICATES", Each "EACH",
        Element "ELEMENT", Elseif "ELSEIF", Elsif "ELSIF", Empty "EMPTY", Encoding "ENCODING", Encrypted "ENCRYPTED",
        Escape "ESCAPE", Even "EVEN", Exception "EXCEPTION", Exclude "EXCLUDE", Excluding "EXCLUDING",
        Execute "EXECUTE", Exists "EXISTS", Exit "EXIT", Explain "EXPLAIN", ExplicitIds "EXPLICIT_IDS",
        Exported "EXPORTED", Extension "EXTENSION", External "EXTERNAL", Externalid "EXTERNALID", Extract "EXTRACT",
        Fetch "FETCH", Field "FIELD", Fields "FIELDS", File "FILE", Files "FILES", Fillrecord "FILLRECORD",
        Filltarget "FILLTARGET", Filter "FILTER", First "FIRST", Fixedwidth "FIXEDWIDTH", Float "FLOAT",
        Float4 "FLOAT4", Float8 "FLOAT8", Following "FOLLOWING", Force "FORCE", Format "FORMAT", Forward "FORWARD",
        Function "FUNCTION", Functions "FUNCTIONS", Generated "GENERATED", Geography "GEOGRAPHY", Geometry "GEOMETRY",
        Get "GET", Getdate "GETDATE", Global "GLOBAL", Grants "GRANTS", Grouping "GROUPING", Groups "GROUPS",
        Handler "HANDLER", Hash "HASH", Header "HEADER", Hive "HIVE", Hllsketch "HLLSKETCH", Hour "HOUR",
        Hyperparameters "HYPERPARAMETERS", IamRole "IAM_ROLE", Iceberg "ICEBERG", IdentityProvider "IDENTITY_PROVIDER",
        If "IF", Ignoreallerrors "IGNOREALLERRORS", Ignoreblanklines "IGNOREBLANKLINES", Ignoreextra "IGNOREEXTRA",
        Ignoreheader "IGNOREHEADER", Immediate "IMMEDIATE", Immutable "IMMUTABLE", Include "INCLUDE",
        Includenew "INCLUDENEW", Including "INCLUDING", Increment "INCREMENT", Index "INDEX", Inherit "INHERIT",
        Inherits "INHERITS", Inout "INOUT", Input "INPUT", Inputformat "INPUTFORMAT", Insensitive "INSENSITIVE",
        Insert "INSERT", Int "INT", Int2 "INT2", Int4 "INT4", Int8 "INT8", Integer "INTEGER", Integration "INTEGRATION",
        Interleaved "INTERLEAVED", Invoker "INVOKER", Isolation "ISOLATION", Job "JOB", Json "JSON", Kafka "KAFKA",
        Keep "KEEP", Key "KEY", Keys "KEYS", Kinesis "KINESIS", KmsKeyId "KMS_KEY_ID", Label "LABEL", Lambda "LAMBDA",
        Language "LANGUAGE", Languages "LANGUAGES", Large "LARGE", Last "LAST", Lateral "LATERAL",
        Leakproof "LEAKPROOF", Level "LEVEL", Library "LIBRARY", Lines "LINES", Listen "LISTEN", Load "LOAD",
        Local "LOCAL", Location "LOCATION", Lock "LOCK", Log "LOG", Loop "LOOP", Managedby "MANAGEDBY",
        Manifest "MANIFEST", Map "MAP", Masking "MASKING", MasterSymmetricKey "MASTER_SYMMETRIC_KEY", Matched "MATCHED",
        Materialized "MATERIALIZED", Max "MAX", Maxerror "MAXERROR", Maxfilesize "MAXFILESIZE", Maxvalue "MAXVALUE",
        MaxBatchRows "MAX_BATCH_ROWS", MaxBatchSize "MAX_BATCH_SIZE", Merge "MERGE", Metastore "METASTORE",
        Minute "MINUTE", Minvalue "MINVALUE", Mode "MODE", Model "MODEL", Models "MODELS", ModelType "MODEL_TYPE",
        Modify "MODIFY", Month "MONTH", Move "MOVE", Msk "MSK", Mysql "MYSQL", Name "NAME", Namespace "NAMESPACE",
        Nchar "NCHAR", Next "NEXT", No "NO", Nocache "NOCACHE", Nocreatedb "NOCREATEDB", Nocreateuser "NOCREATEUSER",
        Nocycle "NOCYCLE", Noload "NOLOAD", Nonatomic "NONATOMIC", NoneWord "NONE", Nothing "NOTHING", Notice "NOTICE",
        Notify "NOTIFY", Nowait "NOWAIT", Nullif "NULLIF", Numeric "NUMERIC", Nvarchar "NVARCHAR",
        Objective "OBJECTIVE", ObjectTransform "OBJECT_TRANSFORM", Of "OF", Oids "OIDS", Operator "OPERATOR",
        Option "OPTION", Options "OPTIONS", Orc "ORC", Ordinality "ORDINALITY", Others "OTHERS", Out "OUT",
        Output "OUTPUT", Outputformat "OUTPUTFORMAT", Over "OVER", Overlay "OVERLAY", Owned "OWNED", Owner "OWNER",
        Parameters "PARAMETERS", Parquet "PARQUET", Partitioned "PARTITIONED", Partitions "PARTITIONS",
        Password "PASSWORD", Path "PATH", Perform "PERFORM", Plan "PLAN", Plpgsql "PLPGSQL", Plpythonu "PLPYTHONU",
        Policies "POLICIES", Policy "POLICY", Port "PORT", Position "POSITION", Postgres "POSTGRES",
        Preceding "PRECEDING", Precision "PRECISION", Predicate "PREDICATE", Prepare "PREPARE", Prepared "PREPARED",
        Preprocessors "PREPROCESSORS", Preserve "PRESERVE", Preset "PRESET", Prior "PRIOR", Priority "PRIORITY",
        Privileges "PRIVILEGES", ProblemType "PROBLEM_TYPE", Procedure "PROCEDURE", Procedures "PROCEDURES",
        Properties "PROPERTIES", Protected "PROTECTED", Provider "PROVIDER", Public "PUBLIC",
        Publicaccessible "PUBLICACCESSIBLE", Qualify "QUALIFY", Query "QUERY", Quota "QUOTA", Quote "QUOTE",
        Raise "RAISE", Range "RANGE", Read "READ", Real "REAL", Reassign "REASSIGN", Recluster "RECLUSTER",
        Record "RECORD", Recursive "RECURSIVE", Redshift "REDSHIFT", Refcursor "REFCURSOR", Refresh "REFRESH",
        Region "REGION", Reindex "REINDEX", Relative "RELATIVE", Release "RELEASE", Remove "REMOVE",
        Removequotes "REMOVEQUOTES", Rename "RENAME", Repeatable "REPEATABLE", Replace "REPLACE", Reset "RESET",
        Restrict "RESTRICT", Restricted "RESTRICTED", RetryTimeout "RETRY_TIMEOUT", Return "RETURN",
        Returning "RETURNING", Returns "RETURNS", Reverse "REVERSE", Revoke "REVOKE", Rls "RLS", Role "ROLE",
        Roles "ROLES", Rollback "ROLLBACK", Rollup "ROLLUP", Roundec "ROUNDEC", Row "ROW", Rowgroupsize "ROWGROUPSIZE",
        Rows "ROWS", Rule "RULE", Run "RUN", Sagemaker "SAGEMAKER", Savepoint "SAVEPOINT", Schema "SCHEMA",
        Schemas "SCHEMAS", SchemaBinding "SCHEMA_BINDING", Scroll "SCROLL", Second "SECOND",
        SecretAccessKey "SECRET_ACCESS_KEY", SecretArn "SECRET_ARN", Security "SECURITY", Seed "SEED",
        Sequence "SEQUENCE", Serde "SERDE", Serdeproperties "SERDEPROPERTIES", Serializable "SERIALIZABLE",
        Serializetojson "SERIALIZETOJSON", Session "SESSION", SessionToken "SESSION_TOKEN", Set "SET", Setof "SETOF",
        Sets "SETS", Settings "SETTINGS", Shapefile "SHAPEFILE", Share "SHARE", Show "SHOW", Simple "SIMPLE",
        Simplify "SIMPLIFY", Smallint "SMALLINT", Sort "SORT", Sortkey "SORTKEY", Sql "SQL", Ssh "SSH", Stable "STABLE",
        Start "START", Statement "STATEMENT", Statupdate "STATUPDATE", Stored "STORED", Strict "STRICT",
        Struct "STRUCT", Substring "SUBSTRING", Super "SUPER", Symmetric "SYMMETRIC", Syntax "SYNTAX", Syslog "SYSLOG",
        Tables "TABLES", Target "TARGET", Temp "TEMP", Template "TEMPLATE", Templates "TEMPLATES",
        Temporary "TEMPORARY", Terminated "TERMINATED", Text "TEXT", Ties "TIES", Time "TIME", Timeformat "TIMEFORMAT",
        Timeout "TIMEOUT", Timestamptz "TIMESTAMPTZ", Timetz "TIMETZ", Transaction "TRANSACTION", Trigger "TRIGGER",
        Trim "TRIM", Trimblanks "TRIMBLANKS", Truncate "TRUNCATE", Trusted "TRUSTED", TryCast "TRY_CAST", Type "TYPE",
        Unbounded "UNBOUNDED", Uncommitted "UNCOMMITTED", Unencrypted "UNENCRYPTED", Unknown "UNKNOWN",
        Unlimited "UNLIMITED", Unlisten "UNLISTEN", Unload "UNLOAD", Unrestricted "UNRESTRICTED", Until "UNTIL",
        Update "UPDATE", Uri "URI", Usage "USAGE", Use "USE", Vacuum "VACUUM", Valid "VALID", Value "VALUE",
        Values "VALUES", Varbinary "VARBINARY", Varbyte "VARBYTE", Varchar "VARCHAR", Varying "VARYING",
        Version "VERSION", Via "VIA", View "VIEW", Views "VIEWS", Volatile "VOLATILE", While "WHILE", Window "WINDOW",
        Within "WITHIN", Work "WORK", Write "WRITE", Year "YEAR", Yes "YES", Zone "ZONE", Zstd "ZSTD",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_any_case() {
        for (keyword, text) in WORDS {
            assert_eq!(Keyword::lookup(text.as_bytes()), *keyword, "{text}");
            assert_eq!(
                Keyword::lookup(text.to_lowercase().as_bytes()),
                *keyword,
                "{text}"
            );
            assert_eq!(keyword.as_str(), *text);
        }
        assert_eq!(Keyword::lookup(b"SeLeCt"), Keyword::Select);
    }

    #[test]
    fn other_words_are_none() {
        for word in [
            "",
            "selec",
            "selects",
            "orders",
            "a_word_that_is_longer_than_every_keyword",
        ] {
            assert_eq!(Keyword::lookup(word.as_bytes()), Keyword::None, "{word}");
        }
        assert_eq!(Keyword::None.as_str(), "");
    }

    #[test]
    fn reserved_words_are_those_of_the_list() {
        assert_eq!(RESERVED, 156);
        assert!(Keyword::Select.is_reserved());
        assert!(Keyword::Sysdate.is_reserved());
        assert!(!Keyword::Qualify.is_reserved());
        assert!(!Keyword::Start.is_reserved());
        assert!(!Keyword::None.is_reserved());
    }
}
