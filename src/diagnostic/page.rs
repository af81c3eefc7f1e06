//! The pages of the codes: Markdown with a head of `class:`, `message:` and `help:` under the title.

use super::Class;

/// A page, parsed at first use.
#[derive(Clone, Debug)]
pub struct Page {
    text: &'static str,
    title: &'static str,
    class: Class,
    message: &'static str,
    help: Option<&'static str>,
}

impl Page {
    /// Reads a page. A page without a class counts as refused, so that a slip never makes a diagnostic milder; the tests
    /// check every page.
    pub(super) fn parse(text: &'static str) -> Self {
        let title = text
            .lines()
            .next()
            .map_or("", |line| line.trim_start_matches("# "));
        let head = |key: &str| {
            text.lines()
                .take_while(|line| !line.starts_with("## "))
                .find_map(|line| line.strip_prefix(key))
                .map(str::trim)
        };
        Self {
            text,
            title,
            class: head("class:")
                .and_then(Class::parse)
                .unwrap_or(Class::Refused),
            message: head("message:").unwrap_or(title),
            help: head("help:"),
        }
    }

    /// All of it, as Markdown.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// `RS1101: what it is about`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The class.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The message with its places.
    pub fn message(&self) -> &'static str {
        self.message
    }

    /// The help with its places.
    pub fn help(&self) -> Option<&'static str> {
        self.help
    }

    /// The SQL blocks of the page: each must raise the code of the page.
    pub fn examples(&self) -> Vec<String> {
        let mut examples = Vec::new();
        let mut inside: Option<String> = None;
        for line in self.text.lines() {
            match (&mut inside, line.trim_end()) {
                (None, "```sql") => inside = Some(String::new()),
                (Some(_), "```") => examples.extend(inside.take()),
                (Some(text), line) => {
                    text.push_str(line);
                    text.push('\n');
                }
                (None, _) => {}
            }
        }
        examples
    }
}
