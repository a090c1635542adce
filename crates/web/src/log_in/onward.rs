//! Where a log-in leads.

/// The address one was on the way to, if it is one of our own. Browsers drop tabs and line breaks from addresses and
/// take a stroke to the left for one to the right, so an address that holds or hides such characters may lead anywhere.
pub(super) fn onward(typed: &str) -> Option<&str> {
    let is_plain = typed.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (typed.starts_with('/') && !typed.starts_with("//") && is_plain && !hides_characters(typed)).then_some(typed)
}

/// True where a control character or a stroke to the left stands in the address as its number.
fn hides_characters(address: &str) -> bool {
    let byte_of = |rest: &str| rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    address.split('%').skip(1).filter_map(byte_of).any(|byte| byte.is_ascii_control() || byte == b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_our_own_is_led_on_to() {
        for address in
            ["/", "/overblik?aar=2026", "/overblik/aktiviteter?ansvarlig=%C3%85se#d-1", "/brugere/ny", "/a//b"]
        {
            assert_eq!(onward(address), Some(address));
        }
    }

    #[test]
    fn nothing_leads_out_of_the_house() {
        for address in [
            "",
            "overblik",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            // As `/%09/evil.example` in the address of the log-in form arrives, and as it would arrive escaped twice.
            "/\t/evil.example",
            "/%09/evil.example",
            "/\n/evil.example",
            "/%0a",
            "/%0D/evil.example",
            "/%5c/evil.example",
            "/%5Cevil.example",
            "/%00",
            "/%1F/evil.example",
            "/%7f",
            "/ evil.example",
            "/overblik\r\nSet-Cookie: a=b",
            "/æ",
        ] {
            assert_eq!(onward(address), None, "{address:?}");
        }
    }

    #[test]
    fn a_percent_sign_without_a_number_hides_nothing() {
        for address in ["/%", "/%2", "/%zz", "/100%", "/%æ"] {
            assert!(!hides_characters(address), "{address}");
        }
    }
}
