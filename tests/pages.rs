//! Every page of a code has an example, and every example raises the code.

use rs2bq::{Assumption, Code, Options, Translator};

#[test]
fn every_page_has_an_example_that_raises_its_code() {
    let mut wrong = Vec::new();
    // A slip of the tables, which other tests rule out.
    let excused = [Code::RS1004];
    for code in Code::ALL.iter().filter(|code| !excused.contains(code)) {
        let examples = code.page().examples();
        if examples.is_empty() {
            wrong.push(format!("{}: no example", code.as_str()));
        }
        for example in examples {
            let mut options = Options::default();
            if *code == Code::RS0003 {
                options.max_nesting = 8;
            }
            if *code == Code::RS2901 {
                options.strict_about = Assumption::ALL.into();
            }
            let translation = Translator::new(options).translate(&example);
            if translation.diagnostics.iter().all(|one| one.code != *code) {
                wrong.push(format!("{} is not raised by: {example}", code.as_str()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
