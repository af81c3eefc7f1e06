//! A reader of protobuf's wire format by field numbers, for the engine's trees.
//!
//! A resolved statement has some four hundred message types, of which a handful of fields matter here. They are read
//! by their path of field numbers: `message.at(&[39, 106, 40])`.

use prost::bytes::Buf;
use prost::encoding::{WireType, decode_key, decode_varint, encode_key, encode_varint};

/// A message, or the bytes of a string, in wire format.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a>(&'a [u8]);

/// What one field holds.
#[derive(Clone, Copy, Debug)]
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    /// A fixed-width number: copied, never read.
    Fixed(&'a [u8], WireType),
}

impl<'a> Message<'a> {
    /// Reads these bytes as a message.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The bytes themselves.
    pub fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// The messages of a repeated field.
    pub fn children(self, tag: u32) -> impl Iterator<Item = Message<'a>> {
        self.fields().filter_map(move |(found, field)| match field {
            Field::Bytes(bytes) if found == tag => Some(Message(bytes)),
            Field::Bytes(_) | Field::Number(_) | Field::Fixed(..) => None,
        })
    }

    /// The message of a field.
    pub fn child(self, tag: u32) -> Option<Message<'a>> {
        self.children(tag).next()
    }

    /// The message at a path of fields.
    pub fn at(self, path: &[u32]) -> Option<Message<'a>> {
        path.iter()
            .try_fold(self, |message, tag| message.child(*tag))
    }

    /// The only submessage of a message that is a union of node types, with its field number.
    pub fn variant(self) -> Option<(u32, Message<'a>)> {
        self.fields().find_map(|(tag, field)| match field {
            Field::Bytes(bytes) => Some((tag, Message(bytes))),
            Field::Number(_) | Field::Fixed(..) => None,
        })
    }

    /// The text of a field.
    pub fn text(self, tag: u32) -> Option<&'a str> {
        self.texts(tag).next()
    }

    /// The texts of a repeated field.
    pub fn texts(self, tag: u32) -> impl Iterator<Item = &'a str> {
        self.children(tag)
            .filter_map(|text| std::str::from_utf8(text.0).ok())
    }

    /// The number of a field: an integer, a flag or an enumeration's value.
    pub fn number(self, tag: u32) -> Option<u64> {
        self.fields().find_map(|(found, field)| match field {
            Field::Number(number) if found == tag => Some(number),
            Field::Number(_) | Field::Bytes(_) | Field::Fixed(..) => None,
        })
    }

    /// A copy without the fields at these paths.
    pub fn without(self, paths: &[&[u32]]) -> Vec<u8> {
        let mut copy = Vec::with_capacity(self.0.len());
        for (tag, field) in self.fields() {
            let inner: Vec<&[u32]> = paths
                .iter()
                .filter_map(|path| path.split_first())
                .filter(|(first, _)| **first == tag)
                .map(|(_, rest)| rest)
                .collect();
            if inner.iter().any(|rest| rest.is_empty()) {
                continue;
            }
            match field {
                Field::Bytes(bytes) if inner.is_empty() => put_bytes(&mut copy, tag, bytes),
                Field::Bytes(bytes) => put_bytes(&mut copy, tag, &Message(bytes).without(&inner)),
                Field::Number(number) => {
                    encode_key(tag, WireType::Varint, &mut copy);
                    encode_varint(number, &mut copy);
                }
                Field::Fixed(bytes, wire_type) => {
                    encode_key(tag, wire_type, &mut copy);
                    copy.extend_from_slice(bytes);
                }
            }
        }
        copy
    }

    /// A copy without ranges of the text: the engine leaves one at a column of PIVOT.
    pub fn without_locations(self) -> Vec<u8> {
        let mut copy = Vec::with_capacity(self.0.len());
        for (tag, field) in self.fields() {
            match field {
                Field::Bytes(bytes) if Message(bytes).is_location() => {}
                Field::Bytes(bytes) if Message(bytes).is_well_formed() => {
                    put_bytes(&mut copy, tag, &Message(bytes).without_locations());
                }
                Field::Bytes(bytes) => put_bytes(&mut copy, tag, bytes),
                Field::Number(number) => {
                    encode_key(tag, WireType::Varint, &mut copy);
                    encode_varint(number, &mut copy);
                }
                Field::Fixed(bytes, wire_type) => {
                    encode_key(tag, wire_type, &mut copy);
                    copy.extend_from_slice(bytes);
                }
            }
        }
        copy
    }

    /// `ParseLocationRangeProto`: an empty file name, the start and the end.
    fn is_location(self) -> bool {
        let mut fields = self.fields();
        matches!(
            (fields.next(), fields.next(), fields.next(), fields.next()),
            (
                Some((1, Field::Bytes([]))),
                Some((2, Field::Number(_))),
                Some((3, Field::Number(_))),
                None
            )
        )
    }

    /// Whether the bytes can be read as a message to their end.
    fn is_well_formed(self) -> bool {
        let mut rest = self.0;
        while rest.has_remaining() {
            if next_field(&mut rest).is_none() {
                return false;
            }
        }
        true
    }

    /// The fields in order; what is not well formed ends them.
    fn fields(self) -> impl Iterator<Item = (u32, Field<'a>)> {
        let mut rest = self.0;
        std::iter::from_fn(move || next_field(&mut rest))
    }
}

fn put_bytes(copy: &mut Vec<u8>, tag: u32, bytes: &[u8]) {
    encode_key(tag, WireType::LengthDelimited, copy);
    encode_varint(bytes.len() as u64, copy);
    copy.extend_from_slice(bytes);
}

fn next_field<'a>(rest: &mut &'a [u8]) -> Option<(u32, Field<'a>)> {
    if !rest.has_remaining() {
        return None;
    }
    let (tag, wire_type) = decode_key(rest).ok()?;
    let field = match wire_type {
        WireType::Varint => Field::Number(decode_varint(rest).ok()?),
        WireType::LengthDelimited => {
            let length = usize::try_from(decode_varint(rest).ok()?).ok()?;
            Field::Bytes(take(rest, length)?)
        }
        WireType::SixtyFourBit => Field::Fixed(take(rest, 8)?, wire_type),
        WireType::ThirtyTwoBit => Field::Fixed(take(rest, 4)?, wire_type),
        WireType::StartGroup | WireType::EndGroup => return None,
    };
    Some((tag, field))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, remaining) = rest.split_at_checked(length)?;
    *rest = remaining;
    Some(taken)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Message;

    /// `{1: 7, 2: {1: "a", 3: "b"}, 2: {1: "c"}}`
    const BYTES: &[u8] = &[
        0x08, 7, 0x12, 6, 0x0a, 1, b'a', 0x1a, 1, b'b', 0x12, 3, 0x0a, 1, b'c',
    ];

    #[test]
    fn fields_are_found_by_path() {
        let message = Message::new(BYTES);
        assert_eq!(message.number(1), Some(7));
        assert_eq!(message.at(&[2]).unwrap().text(3), Some("b"));
        assert_eq!(
            message
                .children(2)
                .filter_map(|child| child.text(1))
                .collect::<Vec<_>>(),
            ["a", "c"]
        );
        assert!(message.at(&[2, 9]).is_none());
    }

    #[test]
    fn a_path_is_taken_out_of_every_child() {
        let copy = Message::new(BYTES).without(&[&[2, 1]]);
        assert_eq!(copy, [0x08, 7, 0x12, 3, 0x1a, 1, b'b', 0x12, 0]);
        assert_eq!(Message::new(BYTES).without(&[]), BYTES);
    }

    #[test]
    fn broken_bytes_end_the_fields() {
        assert_eq!(Message::new(&[0x12, 200, 1]).number(1), None);
    }
}
