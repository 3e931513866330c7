//! Icons by their Lucide names. A page holds every symbol once; each use points to it.
//!
//! Newer names that the crate lacks stand for their nearest older drawing.

use std::sync::LazyLock;

use icondata_core::Icon;
use maud::{Markup, PreEscaped, html};

macro_rules! icons {
    ($($name:literal $icon:ident)*) => {
        const ICONS: &[(&str, Icon)] = &[$(($name, icondata_lu::$icon)),*];
    };
}

icons! {
    "archive" LuArchive
    "arrow-down" LuArrowDown
    "arrow-left" LuArrowLeft
    "arrow-right" LuArrowRight
    "arrow-up" LuArrowUp
    "arrow-up-down" LuArrowUpDown
    "at-sign" LuAtSign
    "award" LuAward
    "ban" LuBan
    "bell" LuBell
    "bell-off" LuBellOff
    "book-open" LuBookOpen
    "bookmark" LuBookmark
    "bot" LuBot
    "briefcase" LuBriefcase
    "building-2" LuBuilding2
    "calendar" LuCalendar
    "chart-bar" LuChartBar
    "chart-scatter" LuChartScatter
    "check" LuCheck
    "check-check" LuCheckCheck
    "chevron-down" LuChevronDown
    "chevron-left" LuChevronLeft
    "chevron-right" LuChevronRight
    "circle-alert" LuCircleAlert
    "circle-check" LuCircleCheck
    "circle-dashed" LuCircleDashed
    "circle-dot" LuCircleDot
    "circle-question-mark" LuCircleHelp
    "circle-x" LuCircleX
    "clock" LuClock
    "copy" LuCopy
    "crown" LuCrown
    "database" LuDatabase
    "download" LuDownload
    "ellipsis" LuEllipsis
    "eye" LuEye
    "eye-off" LuEyeOff
    "file-text" LuFileText
    "flag" LuFlag
    "globe" LuGlobe
    "graduation-cap" LuGraduationCap
    "hand" LuHand
    "hand-heart" LuHandHeart
    "hash" LuHash
    "heart" LuHeart
    "history" LuHistory
    "hourglass" LuHourglass
    "house" LuHouse
    "id-card" LuIdCard
    "image" LuImage
    "info" LuInfo
    "key-round" LuKeyRound
    "languages" LuLanguages
    "laptop" LuLaptop
    "lightbulb" LuLightbulb
    "link" LuLink
    "list-filter" LuListFilter
    "list-ordered" LuListOrdered
    "lock" LuLock
    "log-in" LuLogIn
    "log-out" LuLogOut
    "mail" LuMail
    "map" LuMap
    "map-pin" LuMapPin
    "megaphone" LuMegaphone
    "menu" LuMenu
    "message-circle" LuMessageCircle
    "message-square-warning" LuMessageSquareWarning
    "minus" LuMinus
    "monitor" LuMonitor
    "moon" LuMoon
    "network" LuNetwork
    "party-popper" LuPartyPopper
    "pen-line" LuPenLine
    "pencil" LuPencil
    "phone" LuPhone
    "pin" LuPin
    "pin-off" LuPinOff
    "plus" LuPlus
    "quote" LuQuote
    "refresh-cw" LuRefreshCw
    "repeat" LuRepeat
    "reply" LuReply
    "scale" LuScale
    "search" LuSearch
    "send" LuSend
    "settings" LuSettings
    "share-2" LuShare2
    "shield" LuShield
    "shield-check" LuShieldCheck
    "smartphone" LuSmartphone
    "smile-plus" LuSmilePlus
    "sparkles" LuSparkles
    "sprout" LuSprout
    "star" LuStar
    "store" LuStore
    "sun" LuSun
    "target" LuTarget
    "thumbs-up" LuThumbsUp
    "trash-2" LuTrash2
    "triangle-alert" LuTriangleAlert
    "undo-2" LuUndo2
    "upload" LuUpload
    "user" LuUser
    "user-check" LuUserCheck
    "user-minus" LuUserMinus
    "user-plus" LuUserPlus
    "users" LuUsers
    "users-round" LuUsersRound
    "wifi-off" LuWifiOff
    "x" LuX
}

/// 18 px; decoration, so the meaning stands in words beside it or in the control's label.
pub fn icon(name: &str) -> Markup {
    sized("i", name)
}

/// 22 px.
pub fn icon_lg(name: &str) -> Markup {
    sized("i lg", name)
}

/// 15 px.
pub fn icon_sm(name: &str) -> Markup {
    sized("i sm", name)
}

pub fn exists(name: &str) -> bool {
    ICONS
        .binary_search_by_key(&name, |(known, _)| known)
        .is_ok()
}

/// The drawings; once in every document.
pub(crate) fn symbols() -> PreEscaped<&'static str> {
    static SYMBOLS: LazyLock<String> = LazyLock::new(|| {
        let symbols = html! {
            svg class="symbols" width="0" height="0" aria-hidden="true" {
                @for (name, icon) in ICONS {
                    symbol id={ "i-" (name) } viewBox="0 0 24 24" { (PreEscaped(icon.data)) }
                }
            }
        };
        symbols.into_string()
    });
    PreEscaped(&SYMBOLS)
}

fn sized(class: &str, name: &str) -> Markup {
    debug_assert!(exists(name), "there is no icon {name:?}");
    html! { svg class=(class) aria-hidden="true" { use href={ "#i-" (name) } {} } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_of_names() {
        assert!(ICONS.is_sorted_by_key(|(name, _)| *name));
    }
}
