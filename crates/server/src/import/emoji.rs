//! Finds the character behind a chat program's name or code for an emoji.
//!
//! Emoji an organisation drew itself have no character; their names stay as they are.

use std::collections::HashMap;
use std::sync::LazyLock;

/// From a name as chat programs write it between colons, with or without a skin tone:
/// `thumbsup`, `thinking_face`, `flag-de`, `wave::skin-tone-3`.
pub fn by_name(name: &str) -> Option<String> {
    let (name, tone) = match name.split_once("::") {
        Some((name, tone)) => (
            name,
            tone.strip_prefix("skin-tone-").and_then(|n| n.parse().ok()),
        ),
        None => (name, None),
    };
    if let Some(country) = name.strip_prefix("flag-").filter(|c| c.len() == 2) {
        return country.chars().map(regional).collect();
    }
    // `female-technologist` is the woman technologist, `large_green_circle` the green circle.
    let spoken = ["male-", "female-", "large_"]
        .iter()
        .zip(["man_", "woman_", ""]);
    let spoken =
        spoken.filter_map(|(own, other)| Some(format!("{other}{}", name.strip_prefix(own)?)));
    let emoji = emojis::get_by_shortcode(name).or_else(|| {
        let names = std::iter::once(name.to_owned()).chain(spoken);
        names
            .into_iter()
            .find_map(|name| BY_UNICODE_NAME.get(plain(&name).as_str()).copied())
    })?;
    Some(with_tone(emoji, tone).as_str().to_owned())
}

/// From code points in hexadecimal: `1f44d`, `1f44d-1f3fd`.
pub fn by_code(code: &str) -> Option<String> {
    let character = |hex| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let text: String = code.split('-').map(character).collect::<Option<_>>()?;
    // Only a real emoji: the code comes from the archive and could be anything.
    emojis::get(&text)
        .or_else(|| emojis::get(&format!("{text}\u{fe0f}")))
        .map(|emoji| emoji.as_str().to_owned())
}

fn regional(letter: char) -> Option<char> {
    let offset = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
    (offset < 26)
        .then(|| char::from_u32(0x1F1E6 + offset))
        .flatten()
}

fn with_tone(emoji: &'static emojis::Emoji, tone: Option<u8>) -> &'static emojis::Emoji {
    let tone = match tone {
        Some(2) => emojis::SkinTone::Light,
        Some(3) => emojis::SkinTone::MediumLight,
        Some(4) => emojis::SkinTone::Medium,
        Some(5) => emojis::SkinTone::MediumDark,
        Some(6) => emojis::SkinTone::Dark,
        _ => return emoji,
    };
    emoji.with_skin_tone(tone).unwrap_or(emoji)
}

/// Slack's names are mostly the Unicode names with other joints.
static BY_UNICODE_NAME: LazyLock<HashMap<String, &'static emojis::Emoji>> = LazyLock::new(|| {
    let mut names: HashMap<_, _> = emojis::iter()
        .map(|emoji| (plain(emoji.name()), emoji))
        .collect();
    let others = [
        ("simple_smile", "🙂"),
        ("hugging_face", "🤗"),
        ("facepalm", "🤦"),
        ("smiling_face_with_3_hearts", "🥰"),
        ("star-struck", "🤩"),
        ("zany_face", "🤪"),
        ("the_horns", "🤘"),
        ("face_with_symbols_on_mouth", "🤬"),
        ("white_frowning_face", "☹️"),
        ("face_with_hand_over_mouth", "🤭"),
        ("face_with_raised_eyebrow", "🤨"),
        ("face_with_cowboy_hat", "🤠"),
        ("robot_face", "🤖"),
        ("exploding_head", "🤯"),
        ("raised_hand_with_fingers_splayed", "🖐️"),
        ("hand_with_index_and_middle_fingers_crossed", "🤞"),
        ("knife_fork_plate", "🍽️"),
        ("first_place_medal", "🥇"),
        ("second_place_medal", "🥈"),
        ("third_place_medal", "🥉"),
        ("sports_medal", "🏅"),
        ("double_vertical_bar", "⏸️"),
        ("mostly_sunny", "🌤️"),
        ("barely_sunny", "🌥️"),
        ("snow_cloud", "🌨️"),
        ("rain_cloud", "🌧️"),
        ("lightning", "🌩️"),
        ("scales", "⚖️"),
        ("shopping_trolley", "🛒"),
        ("admission_tickets", "🎟️"),
        ("lower_left_ballpoint_pen", "🖊️"),
        ("spiral_note_pad", "🗒️"),
        ("spiral_calendar_pad", "🗓️"),
        ("flag-england", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    ];
    for (name, character) in others {
        if let Some(emoji) = emojis::get(character) {
            names.entry(plain(name)).or_insert(emoji);
        }
    }
    names
});

fn plain(name: &str) -> String {
    let joint = |c: char| {
        if c.is_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    name.chars()
        .filter(|c| *c != '’' && *c != ':')
        .map(joint)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_become_characters() {
        let names = [
            ("+1", "👍"),
            ("thumbsup", "👍"),
            ("thinking_face", "🤔"),
            ("slightly_smiling_face", "🙂"),
            ("simple_smile", "🙂"),
            ("hugging_face", "🤗"),
            ("rolling_on_the_floor_laughing", "🤣"),
            ("face_with_rolling_eyes", "🙄"),
            ("man-shrugging", "🤷‍♂️"),
            ("flag-de", "🇩🇪"),
            ("wave::skin-tone-3", "👋🏼"),
            ("partying_face", "🥳"),
            ("white_check_mark", "✅"),
            ("female-technologist", "👩‍💻"),
            ("large_green_circle", "🟢"),
        ];
        for (name, character) in names {
            assert_eq!(by_name(name).as_deref(), Some(character), "{name}");
        }
        assert_eq!(by_name("our-own-parrot"), None);
        assert_eq!(by_code("1f44d-1f3fd").as_deref(), Some("👍🏽"));
        assert_eq!(by_code("263a").as_deref(), Some("☺️"));
        assert_eq!(by_code("41"), None);
        assert_eq!(by_code("zz"), None);
    }
}
