//! Slugs: names in a form that addresses, file names and topics can carry.

use super::fold::fold;

/// Folded words joined by hyphens, at most `max` characters, never empty (`"-"` when nothing is
/// left).
pub fn slug(text: &str, max: usize) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if slug.chars().count() >= max {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "-".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Click & Collect", 40), "click-collect");
        assert_eq!(slug("  Öl & Gas!  ", 40), "ol-gas");
        assert_eq!(slug("!!!", 40), "-");
        assert_eq!(slug("aaaa bbbb", 5), "aaaa");
    }
}
