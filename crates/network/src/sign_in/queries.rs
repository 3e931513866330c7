//! All SQL about passwords, access codes, sessions and tokens.

use kernel::{Result, Time};
use store::{Changed, Db};

use super::{Key, Session, SessionId, Token, TokenId};
use crate::people::PersonId;

store::row! {
    pub struct CodeRow {
        pub hash: String,
        pub issued_by: Option<PersonId>,
        pub expires_at: Time,
        pub tries_left: i64,
    }

    /// What those who may issue codes are shown of one.
    pub struct CodeState {
        pub issued_at: Time,
        pub expires_at: Time,
        pub tries_left: i64,
    }

    /// A session in the list its owner sees.
    pub struct SessionRow {
        pub id: SessionId,
        pub device: String,
        pub created_at: Time,
        pub seen_at: Time,
        pub shared_device: bool,
    }

    /// A token in the list its owner sees.
    pub struct TokenRow {
        pub id: TokenId,
        pub name: String,
        pub scopes: String,
        pub created_at: Time,
        pub seen_at: Option<Time>,
        pub expires_at: Option<Time>,
    }
}

store::statements! {
    pub fn password(person: PersonId) -> Option<String> = "select hash from passwords where person_id = $1";
    pub fn put_password(person: PersonId, hash: &str, at: Time) -> Changed =
        "insert into passwords (person_id, hash, changed_at) values ($1, $2, $3)
        on conflict (person_id) do update set hash = excluded.hash, changed_at = excluded.changed_at";

    pub fn code(person: PersonId) -> Option<CodeRow> =
        "select hash, issued_by, expires_at, tries_left from access_codes where person_id = $1";
    pub fn code_state(person: PersonId) -> Option<CodeState> =
        "select issued_at, expires_at, tries_left from access_codes where person_id = $1";
    pub fn put_code(person: PersonId, hash: &str, issued_by: Option<PersonId>, at: Time, expires: Time, tries: i64) -> Changed =
        "insert into access_codes (person_id, hash, issued_by, issued_at, expires_at, tries_left) values ($1, $2, $3, $4, $5, $6)
        on conflict (person_id) do update set hash = excluded.hash, issued_by = excluded.issued_by, issued_at = excluded.issued_at,
            expires_at = excluded.expires_at, tries_left = excluded.tries_left";
    pub fn take_try(person: PersonId) -> Changed =
        "update access_codes set tries_left = tries_left - 1 where person_id = $1 and tries_left > 0";
    pub fn delete_code(person: PersonId) -> Changed = "delete from access_codes where person_id = $1";

    fn session_key(id: SessionId) -> Option<Key> =
        "select secret_hash, person_id, id as session_id, cast(null as text) as scopes, seen_at, expires_at, shared_device
        from sessions where id = $1", hot;
    fn token_key(id: TokenId) -> Option<Key> =
        "select secret_hash, person_id, cast(null as bigint) as session_id, scopes, seen_at, expires_at,
            cast(0 as bigint) as shared_device
        from tokens where id = $1", hot;
    pub fn session_person(id: SessionId) -> Option<PersonId> = "select person_id from sessions where id = $1";
    pub fn insert_session(id: SessionId, hash: &[u8], person: PersonId, device: &str, address: &str, at: Time, expires: Time, shared: bool) -> Changed =
        "insert into sessions (id, secret_hash, person_id, device, address, created_at, seen_at, expires_at, shared_device)
        values ($1, $2, $3, $4, $5, $6, $6, $7, $8)";
    pub fn note_session_use(id: SessionId, at: Time) -> Changed = "update sessions set seen_at = $2 where id = $1";
    pub fn sessions(person: PersonId) -> Vec<SessionRow> =
        "select id, device, created_at, seen_at, shared_device from sessions where person_id = $1 order by seen_at desc limit 100";
    pub fn delete_session(id: SessionId, person: PersonId) -> Changed = "delete from sessions where id = $1 and person_id = $2";

    pub fn insert_token(id: TokenId, hash: &[u8], person: PersonId, name: &str, scopes: &str, at: Time, expires: Option<Time>) -> Changed =
        "insert into tokens (id, secret_hash, person_id, name, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
    pub fn note_token_use(id: TokenId, at: Time) -> Changed = "update tokens set seen_at = $2 where id = $1";
    pub fn tokens(person: PersonId) -> Vec<TokenRow> =
        "select id, name, scopes, created_at, seen_at, expires_at from tokens where person_id = $1 order by created_at desc limit 100";
    pub fn delete_token(id: TokenId, person: PersonId) -> Changed = "delete from tokens where id = $1 and person_id = $2";
}

/// The session or token with this id; ids of both come from one maker.
pub fn key(db: &Db, id: i64) -> Result<Option<Key>> {
    match session_key(db, kernel::Id::<Session>::from_raw(id))? {
        Some(key) => Ok(Some(key)),
        None => token_key(db, kernel::Id::<Token>::from_raw(id)),
    }
}
