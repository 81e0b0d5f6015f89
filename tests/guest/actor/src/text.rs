//! Text in a buffer: there is no allocator.
use core::fmt::{self, Write};

/// Longest path, command or message.
pub(crate) const ROOM: usize = 1024;

/// A text; what does not fit is cut.
#[derive(Clone, Copy)]
pub(crate) struct Text {
    bytes: [u8; ROOM],
    length: usize,
}

impl Text {
    pub(crate) fn of(bytes: &[u8]) -> Text {
        let mut text = Text { bytes: [0; ROOM], length: 0 };
        text.push(bytes);
        text
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        // The last byte stays NUL, so that the text is a C string too.
        let places = self.bytes.iter_mut().take(ROOM - 1).skip(self.length);
        for (place, byte) in places.zip(bytes) {
            *place = *byte;
            self.length += 1;
        }
    }

    /// As a C string.
    pub(crate) fn address(&self) -> u64 {
        self.bytes.as_ptr() as u64
    }
}

impl Write for Text {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push(s.as_bytes());
        Ok(())
    }
}

/// The number that a word is, or 0.
pub(crate) fn number(word: &[u8]) -> u64 {
    let digits = word.iter().filter(|b| b.is_ascii_digit());
    digits.fold(0, |n, b| n.wrapping_mul(10).wrapping_add(u64::from(b - b'0')))
}
