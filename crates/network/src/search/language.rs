//! Which language a text is in, of those whose words have stems here.
//!
//! Most texts tell it by the small words that every sentence is made of; to look those up costs a
//! fraction of what it costs to compare a text with the profiles of all languages. Where the small
//! words do not say it plainly, the library compares. A word or two tell nothing: then their author
//! is asked.

use std::collections::HashMap;
use std::sync::LazyLock;

use frostem::Algorithm;
use whatlang::{Detector, Lang};

/// Enough to tell a language by.
const BEGINNING_BYTES: usize = 240;
/// A shorter text without a single accent is of no language for sure.
const TELLING_BYTES: usize = 16;
/// So many small words of a language, and twice as many as of any other, say that it is this one.
const PLAIN: u8 = 3;
const SMALL_WORD_BYTES: usize = 12;

/// The language of a text; `None` where it cannot be told.
pub fn of(text: &str) -> Option<Algorithm> {
    let text = beginning(text);
    if text.len() < TELLING_BYTES && text.is_ascii() {
        return None;
    }
    by_small_words(text).or_else(|| by_profile(text))
}

/// What of a text is looked at.
pub fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(BEGINNING_BYTES)]
}

fn by_small_words(text: &str) -> Option<Algorithm> {
    let mut counts = [0_u8; KNOWN.len()];
    let words = text.split(|c: char| !c.is_alphabetic());
    for word in words.filter(|word| (1..=SMALL_WORD_BYTES).contains(&word.len())) {
        let languages = match word.contains(char::is_uppercase) {
            true => SMALL_WORDS.get(word.to_lowercase().as_str()),
            false => SMALL_WORDS.get(word),
        };
        for language in languages.into_iter().flatten() {
            counts[*language] = counts[*language].saturating_add(1);
        }
    }
    let (best, most) = (0..).zip(counts).max_by_key(|(_, count)| *count)?;
    let others = (0..).zip(counts).filter(|(language, _)| *language != best);
    let next: u8 = others.map(|(_, count)| count).max().unwrap_or_default();
    let known: &(_, Algorithm, _) = &KNOWN[best];
    (most >= PLAIN && most / 2 >= next).then_some(known.1)
}

fn by_profile(text: &str) -> Option<Algorithm> {
    static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
        Detector::with_allowlist(KNOWN.iter().map(|(language, ..)| *language).collect())
    });
    let found = DETECTOR.detect(text)?;
    let (_, algorithm, _) = KNOWN.iter().find(|(known, ..)| *known == found.lang())?;
    found.is_reliable().then_some(*algorithm)
}

/// For each small word the languages it is of, by their places in [`KNOWN`].
static SMALL_WORDS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (.., words)) in KNOWN.iter().enumerate() {
        for word in words.split_whitespace() {
            of.entry(word).or_default().push(language);
        }
    }
    of
});

/// With their most common small words. A word that two languages share stands in both.
const KNOWN: &[(Lang, Algorithm, &str)] = &[
    (
        Lang::Eng,
        Algorithm::English,
        "the of and to in is it that for was on with are this have not we you be as from at our they \
        will or by an can has but your if do all so a i no me he had were there what been when who \
        more its which would than",
    ),
    (
        Lang::Deu,
        Algorithm::German,
        "der die das und ist nicht ein eine zu den mit von für auf im sich dem wir ich es auch an \
        werden aus er hat wird bei nach noch sind wie war in so als wenn oder uns aber was da du des \
        einen einem einer zum zur vom über nur schon haben man ja will sie um bis am heute",
    ),
    (
        Lang::Fra,
        Algorithm::French,
        "le la les de des et est un une du en que qui dans pour pas sur au avec il nous vous ce sont \
        plus par ne se on ont cette mais je aux tout a si ma non elle être leur ses ces été où",
    ),
    (
        Lang::Spa,
        Algorithm::Spanish,
        "el la los las de y que en un una es por con para no se del lo al su como más pero nos está \
        son ha ya este esta si o a me te mi hay todo desde cuando muy sin sobre",
    ),
    (
        Lang::Ita,
        Algorithm::Italian,
        "il la i le di e che è un una per non in con del della sono si da come al ma gli lo dei più \
        ho ha nel anche questo alla ci o a se ne mi delle dal nella su tutti",
    ),
    (
        Lang::Por,
        Algorithm::Portuguese,
        "o a os as de e que é um uma para não em com do da se por no na mais dos como mas ao foi são \
        das está ou nos já isso me pela pelo às sem também à",
    ),
    (
        Lang::Nld,
        Algorithm::Dutch,
        "de het een en van is in dat op te zijn voor met niet aan we die er ook als bij om maar door \
        naar wordt worden nog hebben heeft of ik je uit was kan dit over tot al so ja hij deze",
    ),
    (
        Lang::Dan,
        Algorithm::Danish,
        "og i det at en er til på af den for de med som ikke et der har vi fra kan være men skal \
        eller jeg om blev var nu også du ja så nogle efter ved når bliver",
    ),
    (
        Lang::Swe,
        Algorithm::Swedish,
        "och i att det en som är på för av den med inte till de har ett om vi kan från men ska eller \
        jag var nu också så vid blir du ja ha efter när alla in under man",
    ),
    (
        Lang::Nob,
        Algorithm::Norwegian,
        "og i det at en er til på av den for de med som ikke et har vi fra kan være men skal eller \
        jeg om ble var nå også ved så du ja der meg etter når blir",
    ),
    (
        Lang::Fin,
        Algorithm::Finnish,
        "ja on ei se että oli hän kun mutta ovat tai kanssa myös niin sen mitä jos voi ole meidän \
        tämä joka nyt kaikki minä olen vain jo me ne en",
    ),
    (
        Lang::Hun,
        Algorithm::Hungarian,
        "a az és hogy nem is egy van ez de ha csak meg volt már még vagy mint kell ki mi lesz el \
        nincs ezt azt minden te be",
    ),
    (
        Lang::Pol,
        Algorithm::Polish,
        "i w na z do nie się jest to że o jak od po za ale są dla przez co ma był tylko już czy \
        będzie oraz tego ich a ten ja by",
    ),
    (
        Lang::Ron,
        Algorithm::Romanian,
        "și de la în a cu pe nu o un să din care este mai pentru că sunt ce se au prin sau dar fost \
        fi am al ale",
    ),
    (
        Lang::Rus,
        Algorithm::Russian,
        "и в не на что с по это как для из мы у от к но за же все то так или",
    ),
    (
        Lang::Tur,
        Algorithm::Turkish,
        "ve bir bu için da de ile ne çok olarak var daha o en ama kadar gibi olan sonra ya mi her \
        biz değil ki ben",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typical_texts_tell_their_language() {
        // Danish and Norwegian are mostly too near to each other: then their author is asked.
        for (language, text) in [
            (
                Algorithm::English,
                "The parcels have arrived, but the labels are not in the box. Can you send them to our desk?",
            ),
            (
                Algorithm::German,
                "Die Pakete sind da, aber die Etiketten fehlen noch. Könnt ihr sie bitte heute zu uns schicken?",
            ),
            (
                Algorithm::French,
                "Les colis sont arrivés hier matin et les clients attendent devant la porte",
            ),
            (
                Algorithm::Spanish,
                "Los paquetes han llegado, pero las etiquetas no están en la caja. ¿Puedes enviarlas hoy?",
            ),
            (
                Algorithm::Italian,
                "I pacchi sono arrivati, ma le etichette non sono nella scatola. Le potete mandare oggi?",
            ),
            (
                Algorithm::Portuguese,
                "As encomendas chegaram, mas as etiquetas não estão na caixa. Podem enviá-las ainda hoje?",
            ),
            (
                Algorithm::Dutch,
                "De pakketten zijn binnen, maar de etiketten zitten niet in de doos. Kun je ze vandaag sturen?",
            ),
            (
                Algorithm::Swedish,
                "Vi har inte fått något svar ännu, så vi hoppas att någon kan säga till när det är klart och vad som händer",
            ),
            (
                Algorithm::Finnish,
                "Paketit ovat saapuneet, mutta tarrat eivät ole laatikossa. Voitteko lähettää ne meille tänään?",
            ),
            (
                Algorithm::Hungarian,
                "A csomagok megérkeztek, de a címkék nincsenek a dobozban. El tudjátok küldeni még ma?",
            ),
            (
                Algorithm::Polish,
                "Paczki już dotarły, ale etykiet nie ma w pudełku. Czy możecie je dzisiaj do nas wysłać?",
            ),
            (
                Algorithm::Romanian,
                "Coletele au ajuns, dar etichetele nu sunt în cutie. Le puteți trimite astăzi la noi?",
            ),
            (
                Algorithm::Russian,
                "Наши посылки приходят сегодня утром очень поздно",
            ),
            (
                Algorithm::Turkish,
                "Paketler geldi ama etiketler kutunun içinde değil. Bugün bize gönderebilir misiniz?",
            ),
        ] {
            assert_eq!(of(text), Some(language), "{text}");
        }
    }

    #[test]
    fn small_words_are_believed_only_where_the_profiles_agree_or_are_not_needed() {
        let plain = "The bags that we have are not for you, and this is all that there was";
        assert_eq!(by_small_words(plain), Some(Algorithm::English));
        assert_eq!(by_profile(plain), Some(Algorithm::English));
        // Norwegian and Danish share theirs.
        let shared = "Det er ikke til at se, og vi har ikke en for den";
        assert_eq!(by_small_words(shared), None);
        for too_little in ["", "Parcels", "Wren and robin", "ok :)", "de la"] {
            assert_eq!(by_small_words(too_little), None, "{too_little}");
            assert_eq!(of(too_little), None, "{too_little}");
        }
    }

    #[test]
    fn only_the_beginning_is_looked_at() {
        let long = "ü".repeat(1_000);
        assert_eq!(beginning(&long).len(), BEGINNING_BYTES);
        assert_eq!(beginning(&format!("a{long}")).len(), BEGINNING_BYTES - 1);
        assert_eq!(beginning("short"), "short");
    }
}
