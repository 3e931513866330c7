//! Addresses of our own pages with parameters.

/// The path with those parameters that are not empty.
pub fn with(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
    }
    address
}

/// Everything but letters, digits and a few marks as its bytes.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        let parameters = [("q", "Ömer & Co"), ("site", ""), ("next", "/a?b=c#d")];
        let address = with("/people", &parameters);
        assert_eq!(
            address,
            "/people?q=%C3%96mer%20%26%20Co&next=/a%3Fb%3Dc%23d"
        );
    }
}
