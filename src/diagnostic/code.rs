//! The codes. A code is a reason, with its construct as an argument, so there are dozens, not hundreds.

use std::sync::LazyLock;

use super::Page;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Not understood.
    Syntax,
    /// No faithful equivalent: the output fails on purpose.
    Refused,
    /// Runs, and may give another result in the stated case.
    Differs,
    /// Runs; tuning is lost or changed.
    Performance,
    /// Has no meaning in BigQuery and was left out.
    Dropped,
}

impl Class {
    /// All classes, heaviest first.
    pub const ALL: [Self; 5] = [
        Self::Syntax,
        Self::Refused,
        Self::Differs,
        Self::Performance,
        Self::Dropped,
    ];

    /// Its name in pages, JSON and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Refused => "refused",
            Self::Differs => "differs",
            Self::Performance => "performance",
            Self::Dropped => "dropped",
        }
    }

    /// The class of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }
}

macro_rules! codes {
    ($($code:ident)*) => {
        /// A reason for a diagnostic; its page says the rest.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($code),* }

        impl Code {
            /// All codes in order.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// `RS1101`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),* }
            }

            /// Its page.
            pub fn page(self) -> &'static Page {
                match self {
                    $(Self::$code => {
                        static PAGE: LazyLock<Page> = LazyLock::new(|| {
                            Page::parse(include_str!(concat!("pages/", stringify!($code), ".md")))
                        });
                        &PAGE
                    }),*
                }
            }
        }
    };
}

// One line a code, in order; the page beside it is found by its name.
include!("codes.list.rs");

impl Code {
    /// The code of a text such as `RS1101`, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
    }

    /// Its class, from its page.
    pub fn class(self) -> Class {
        self.page().class()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_whole_page_and_every_page_a_code() {
        for code in Code::ALL {
            let page = code.page();
            assert!(
                page.title().starts_with(&format!("{}: ", code.as_str())),
                "title of {}",
                code.as_str()
            );
            for key in [
                "\nclass: ",
                "\nmessage: ",
                "\n## What happens",
                "\n## What to do",
            ] {
                assert!(page.text().contains(key), "{} lacks {key:?}", code.as_str());
            }
            assert!(
                !page.message().ends_with('.'),
                "{}: full stop",
                code.as_str()
            );
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/pages");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(Code::parse(&stem).is_some(), "no code for the page {stem}");
        }
        assert!(Code::ALL.is_sorted(), "codes are listed in order");
    }
}
