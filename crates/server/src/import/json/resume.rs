//! Where reading goes on after an element that never ends, because a quote or a brace is missing.
//!
//! What one program wrote begins alike: at the same column of a line, or with the same first field.
//! An object inside the broken one may be taken for the next; it is then named as what it is not.

/// The offset of the next object in `bytes`, which begin with the broken one, at `column` of its line.
pub fn next(bytes: &[u8], column: u64) -> Option<usize> {
    let first = beginning(bytes)?;
    let mut objects = (1..bytes.len()).filter(|&at| bytes[at] == b'{');
    objects.find(|&at| {
        let before = bytes[..at].trim_ascii_end();
        let blank = &bytes[before.len()..at];
        let line = blank.iter().rposition(|&byte| byte == b'\n');
        let indent = line.map(|line| (blank.len() - line) as u64);
        match indent {
            Some(indent) if indent == column => true,
            Some(indent) if indent > column => false,
            _ => {
                (indent.is_some() || before.ends_with(b","))
                    && beginning(&bytes[at..]).as_deref() == Some(&first)
            }
        }
    })
}

/// How far a first field is looked for.
const FIELD_BYTES: usize = 200;

/// The name of an object's first field, and what kind it is if that is what the field says.
fn beginning(object: &[u8]) -> Option<Vec<u8>> {
    let object = &object[..object.len().min(FIELD_BYTES)];
    let mut parts = object.split(|&byte| byte == b'"');
    let opens = parts.next()?.trim_ascii() == b"{";
    let name = parts.next().filter(|_| opens)?;
    let mut found = name.to_vec();
    if name == b"type" && parts.next()?.trim_ascii() == b":" {
        found.extend(parts.next()?);
    }
    Some(found)
}
