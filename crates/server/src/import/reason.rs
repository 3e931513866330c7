//! Why something in an archive did not come, or did not come as it was.
//!
//! This table is the rule book of the import: what is a system line, what is dropped, what is
//! changed. A reader that meets something new adds a row here instead of stopping.

use serde::{Serialize, Serializer};

/// What is missing afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// One message is neither a post nor a reply.
    Message,
    /// Something that hangs on a message, a person or a community is missing.
    Part,
    /// A file, or the rest of it, was not read.
    File,
    /// Nothing is missing, but it looks different from the original.
    Nothing,
}

macro_rules! reasons {
    ($($name:ident, $code:literal, $loss:ident, $sentence:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason {
            $(#[doc = $sentence] $name,)*
        }

        impl Reason {
            pub const ALL: &[Reason] = &[$(Reason::$name,)*];

            /// Stable, for reports read by programs.
            pub fn code(self) -> &'static str {
                match self { $(Reason::$name => $code,)* }
            }

            pub fn loss(self) -> Loss {
                match self { $(Reason::$name => Loss::$loss,)* }
            }

            /// For the administrator's terminal.
            pub fn sentence(self) -> &'static str {
                match self { $(Reason::$name => $sentence,)* }
            }
        }
    };
}

reasons! {
    Joined, "joined", Message, "System line: somebody joined a channel.";
    Left, "left", Message, "System line: somebody left a channel.";
    TopicChanged, "topic_changed", Message, "System line: the topic of a channel was changed.";
    PurposeChanged, "purpose_changed", Message, "System line: the purpose of a channel was changed.";
    Renamed, "renamed", Message, "System line: a channel was renamed.";
    Archived, "archived", Message, "System line: a channel was archived or taken from the archive.";
    ChannelSetting, "channel_setting", Message, "System line: a setting of a channel was changed.";
    Integration, "integration", Message, "System line: an integration was added, changed or removed.";
    Pinned, "pinned", Message, "System line: something was pinned or unpinned.";
    Huddle, "huddle", Message, "System line: a call took place.";
    Reminder, "reminder", Message, "System line: a reminder was set or deleted.";
    TopicResolved, "topic_resolved", Message, "System line: a topic was marked as resolved or unresolved.";
    TopicMoved, "topic_moved", Message, "System line: a topic or messages were moved.";
    StreamEvent, "stream_event", Message, "System line: a stream was created or changed.";
    Notification, "notification", Message, "System line: another notice by the notification bot.";
    Deleted, "deleted", Message, "The message had been deleted.";
    ThreadMarker, "thread_marker", Message, "A marker that a thread was answered; the answer has its own record.";
    Superseded, "superseded", Message, "A record of an edit; the message itself has come already.";
    DirectMessage, "direct_message", Message, "Direct messages are not imported.";
    FileConversation, "file_conversation", Message, "Comments on a canvas or file outside a channel are not imported.";
    NoTime, "no_time", Message, "The record has no time.";
    NoAuthor, "no_author", Message, "The record has no author.";
    Empty, "empty", Message, "The message has neither text nor files.";
    UnknownType, "unknown_type", Message, "The record is of a type we do not know.";
    UnknownSubtype, "unknown_subtype", Message, "The message is of a subtype we do not know.";
    Duplicate, "duplicate", Message, "The same message came already.";
    NotARecord, "not_a_record", Message, "The element is not an object.";
    BrokenRecord, "broken_record", Message, "The record is not JSON; those around it were read.";
    RecordTooLarge, "record_too_large", Message, "The record is larger than 16 MiB.";
    BrokenFile, "broken_file", File, "The file is not JSON from the named place on; what stands before was read.";
    UnreadableFile, "unreadable_file", File, "The file could not be read.";
    OtherFile, "other_file", File, "The file holds nothing that is imported.";
    Canvas, "canvas", Part, "A canvas is listed, but its text is not part of the archive.";
    UnlistedChannel, "unlisted_channel", Nothing, "No list names the channel, or several and one of them is private: it becomes a closed community of those who wrote in it.";
    ListedTwice, "listed_twice", Nothing, "A channel stands in the lists twice: it came once.";
    OrphanReply, "orphan_reply", Nothing, "The first message of the thread is missing: the reply became a post.";
    DeletedRoot, "deleted_root", Nothing, "The first message of the thread had been deleted: a placeholder keeps the replies.";
    SystemRoot, "system_root", Nothing, "A system line was answered: it became a post.";
    UnknownMember, "unknown_member", Part, "A member is in no list of people.";
    ReactionOnSkipped, "reaction_on_skipped", Part, "A reaction belongs to a record that is not imported.";
    ReactionWithoutPerson, "reaction_without_person", Part, "The archive counts a reaction, but does not say whose.";
    DeletedFile, "deleted_file", Part, "A file had been deleted.";
    FileWithoutLink, "file_without_link", Part, "A file has no address in the archive.";
    UnknownBlock, "unknown_block", Part, "Part of a message is of a kind we do not know.";
    NotWritten, "not_written", Message, "The message could not be written; the log says why.";
    NotAdded, "not_added", Part, "A person, a community or a member could not be added; the log says why.";
    PersonKnown, "person_known", Nothing, "Somebody with the same mail address was here already: it is the same person.";
    MailTaken, "mail_taken", Part, "The mail address belongs to another person of the archive already and was left out.";
    MailInvalid, "mail_invalid", Part, "What stands as a mail address is none and was left out.";
    FieldCut, "field_cut", Part, "A name, title or purpose is longer than it can be here and was cut.";
    CommunityRenamed, "community_renamed", Nothing, "The name belonged to another community already, so the new one has an addition to it.";
    TextCut, "text_cut", Part, "A text of more than 20,000 characters was cut, which it says at its end.";
    FilesCut, "files_cut", Part, "A message has so many files that not all are named.";
    MentionsCut, "mentions_cut", Nothing, "A message mentions more than 100 people: the others are plain names.";
    ResolvedQuestion, "resolved_question", Nothing, "The topic was settled, but not by which answer: it came as an update, not as an open question.";
    ReactionMapped, "reaction_mapped", Nothing, "A reaction that does not exist here became one that does.";
    ReactionMerged, "reaction_merged", Nothing, "Two reactions of one person to one message became the same and count once.";
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;

    #[test]
    fn codes_are_unique_and_plain() {
        let mut codes: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert!(
            codes
                .iter()
                .all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        );
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::ALL.len());
    }
}
