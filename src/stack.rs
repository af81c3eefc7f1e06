//! A stack that is deep enough for the nesting that the parser allows, whatever the thread of the caller has.

/// The stack that the deepest statement allowed needs, with a wide margin; pages that are not touched cost nothing.
const STACK_BYTES: usize = 256 << 20;

/// Does work that recurses as deep as a text may nest.
pub(crate) fn on_deep_stack<R>(work: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(STACK_BYTES, STACK_BYTES, work)
}
