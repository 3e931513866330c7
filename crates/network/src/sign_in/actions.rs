//! Signing in and out, claiming an account, changing a password, issuing codes and tokens.
//!
//! Hashing is slow and happens outside transactions; what it was based on is read again inside.

use std::time::Duration;

use kernel::{Error, Kind, Problems, Result, Time};
use store::{Db, Tx};

use super::code::{TRIES, VALID_HOURS};
use super::{ABSOLUTE_DAYS, AccessCode, NewPassword, Secret, SessionId, TokenId, queries};
use crate::access::{Scope, Viewer};
use crate::people::{self, Person, PersonId, Role};
use crate::{App, audit, settings};

pub use super::origin::Origin;

pub const TOKEN_NAME_MAX_CHARS: usize = 80;
pub const TOKEN_MAX_DAYS: i64 = 365;

fn refused() -> Error {
    Error::new(Kind::Unauthenticated, "credentials")
}

/// Checks mail or employee number and password. Unknown and known accounts answer alike, in time
/// too: each is hashed for and each refusal is written down.
pub async fn sign_in(app: &App, login: &str, password: &str, origin: Origin) -> Result<Secret> {
    let login = login.trim().to_owned();
    let tried = count_try(app, &login, &origin)?;
    let found = app.store.read(move |db| {
        let person = find(db, &login)?;
        let kept = person
            .map(|person| queries::password(db, person))
            .transpose()?;
        Ok((person, kept.flatten()))
    });
    let (person, kept) = found.await?;
    let right = app.hashing.verify(password.to_owned(), kept).await?;
    let session = app.store.write(move |tx| {
        if let Some(person) = person.filter(|_| right)
            && is_active(tx, person)?
        {
            return start_session(tx, person, &origin).map(Some);
        }
        refuse(tx, "sign_in", person, &origin)?;
        Ok(None)
    });
    let secret = session.await?.ok_or_else(refused)?;
    app.limits.sign_in_account.forgive(&tried);
    Ok(secret)
}

/// Counts a try against the peer, and against the account as it is tried from there: who uses the
/// account elsewhere is not kept out. Gives the key of the latter.
fn count_try(app: &App, login: &str, origin: &Origin) -> Result<String> {
    let now = app.store.clock().now();
    let peer = origin.peer();
    let key = format!("{} {peer}", kernel::text::fold::fold(login));
    app.limits.sign_in_peer.check(&peer, now)?;
    app.limits.sign_in_account.check(&key, now)?;
    Ok(key)
}

fn refuse(tx: &Tx, action: &str, person: Option<PersonId>, origin: &Origin) -> Result<()> {
    audit::note_from(
        tx,
        &origin.address,
        None,
        action,
        person.map(PersonId::raw),
        "refused",
    )
}

fn is_active(tx: &Tx, person: PersonId) -> Result<bool> {
    Ok(people::queries::by_id(tx, person)?.is_some_and(|found| found.is_active(tx.now())))
}

/// Uses an access code and sets the first password (or a new one, when an administrator issued the
/// code for an account in use: its sessions then end).
pub async fn claim(
    app: &App,
    number: &str,
    code: &str,
    password: NewPassword,
    origin: Origin,
) -> Result<Secret> {
    let wrong = || Error::new(Kind::Unauthenticated, "access_code");
    let number = number.trim().to_owned();
    let tried = count_try(app, &number, &origin)?;
    let code = AccessCode::read(code);
    let typed = code
        .as_ref()
        .map_or(String::new(), |code| code.plain().to_owned());
    // A try is taken before the check: five at once are five tries.
    let found = app.store.write(move |tx| {
        let Some(person) = find(tx, &number)? else {
            return Ok(None);
        };
        let Some(row) = queries::code(tx, person)? else {
            return Ok(None);
        };
        let usable = row.tries_left > 0 && tx.now() < row.expires_at;
        if usable {
            queries::take_try(tx, person)?;
        }
        Ok(usable.then_some((person, row.hash)))
    });
    let found = found.await?;
    let kept = found.as_ref().map(|(_, hash)| hash.clone());
    let right = app.hashing.verify(typed, kept.clone()).await?;
    let Some((person, code_hash)) = found.clone().filter(|_| right) else {
        let person = found.map(|(person, _)| person);
        app.store
            .write(move |tx| refuse_claim(tx, person, &origin))
            .await?;
        return Err(wrong());
    };
    let hash = app.hashing.hash(password).await?;
    let secret = app
        .store
        .write(move |tx| {
            let row = queries::code(tx, person)?.filter(|row| row.hash == code_hash);
            row.ok_or_else(wrong)?;
            set_password(tx, person, &hash)?;
            end_sessions(tx, person, None)?;
            audit::note_from(
                tx,
                &origin.address,
                Some(person),
                "claim",
                Some(person.raw()),
                "done",
            )?;
            start_session(tx, person, &origin)
        })
        .await?;
    app.limits.sign_in_account.forgive(&tried);
    Ok(secret)
}

fn refuse_claim(tx: &Tx, person: Option<PersonId>, origin: &Origin) -> Result<()> {
    refuse(tx, "claim", person, origin)?;
    let code = person
        .map(|person| queries::code(tx, person))
        .transpose()?
        .flatten();
    if let Some(code) = code.filter(|code| code.tries_left == 0) {
        audit::note(
            tx,
            code.issued_by,
            "access_code",
            person.map(PersonId::raw),
            "void",
        )?;
    }
    Ok(())
}

/// Makes the first administrator with the link that the first start printed.
pub async fn set_up(
    app: &App,
    secret: &str,
    network: &str,
    draft: people::Draft,
    password: NewPassword,
    origin: Origin,
) -> Result<Secret> {
    let network = kernel::text::one_line(network);
    if kernel::text::is_blank(&network) {
        return Err(Error::invalid("network_name", "blank"));
    }
    let mut draft = people::Draft {
        role: Some(Role::Administrator),
        ..draft
    };
    if draft.mail.as_deref().is_none_or(kernel::text::is_blank) {
        return Err(Error::invalid("mail", "blank"));
    }
    draft.title = kernel::text::one_line(&draft.title);
    let new = draft.check()?;
    let secret = secret.to_owned();
    // Hashing is dear, so whoever has no link gets none.
    let now = app.store.clock().now();
    app.limits.sign_in_peer.check(&origin.peer(), now)?;
    let given = secret.clone();
    let open = app.store.read(move |db| settings::is_setup(db, &given));
    if !open.await? {
        return Err(Error::not_found());
    }
    let hash = app.hashing.hash(password).await?;
    app.store
        .write(move |tx| {
            settings::take_setup(tx, &secret)?;
            crate::communities::actions::name_network(tx, &network)?;
            let person = people::actions::add(tx, None, &new)?;
            set_password(tx, person, &hash)?;
            start_session(tx, person, &origin)
        })
        .await
}

/// The person a login names: a mail address, else an employee number.
pub fn find(db: &Db, login: &str) -> Result<Option<PersonId>> {
    if login.contains('@') {
        people::queries::id_by_mail(db, &kernel::text::fold::mail(login))
    } else {
        people::queries::id_by_employee_number(db, &kernel::text::fold::fold(login))
    }
}

pub(crate) fn start_session(tx: &Tx, person: PersonId, origin: &Origin) -> Result<Secret> {
    let found = people::queries::by_id(tx, person)?.ok_or_else(refused)?;
    if !found.is_active(tx.now()) {
        return Err(refused());
    }
    let id: SessionId = tx.id();
    let secret = Secret::make(id, tx.random());
    let now = tx.now();
    let expires = now.plus(Duration::from_secs(86_400 * ABSOLUTE_DAYS as u64));
    let device = kernel::text::shorten(&origin.device, 80);
    let (address, shared) = (&origin.address, origin.shared_device);
    queries::insert_session(
        tx,
        id,
        &secret.hash,
        person,
        &device,
        address,
        now,
        expires,
        shared,
    )?;
    audit::note_from(
        tx,
        address,
        Some(person),
        "sign_in",
        Some(person.raw()),
        "done",
    )?;
    tx.log("session", id.raw(), person.raw())?;
    Ok(secret)
}

/// Signs out: ends the session when it is still there.
pub fn leave(tx: &Tx, person: PersonId, id: SessionId) -> Result<()> {
    if queries::delete_session(tx, id, person)?.0 > 0 {
        tx.log("session", id.raw(), person.raw())?;
    }
    Ok(())
}

/// Ends one session of a person. 404 when it is not theirs.
pub fn end_session(tx: &Tx, person: PersonId, id: SessionId) -> Result<()> {
    if queries::delete_session(tx, id, person)?.0 == 0 {
        return Err(Error::not_found());
    }
    tx.log("session", id.raw(), person.raw())
}

/// Ends one of the viewer's own sessions. 404 when it is not theirs.
pub fn end_own_session(tx: &Tx, viewer: &Viewer, id: SessionId) -> Result<()> {
    viewer.own_session()?;
    end_session(tx, viewer.id, id)
}

/// Ends all of the viewer's sessions but the one they use.
pub fn end_other_sessions(tx: &Tx, viewer: &Viewer) -> Result<()> {
    end_sessions(tx, viewer.id, Some(viewer.own_session()?))
}

/// Ends all sessions of a person but one.
pub fn end_sessions(tx: &Tx, person: PersonId, but: Option<SessionId>) -> Result<()> {
    loop {
        let mut sessions = queries::sessions(tx, person)?;
        sessions.retain(|session| Some(session.id) != but);
        for session in &sessions {
            end_session(tx, person, session.id)?;
        }
        // The list has a limit; most people have a handful.
        if sessions.is_empty() {
            return Ok(());
        }
    }
}

/// Ends all tokens of a person.
pub fn end_tokens(tx: &Tx, person: PersonId) -> Result<()> {
    loop {
        let tokens = queries::tokens(tx, person)?;
        for token in &tokens {
            end_token(tx, person, token.id)?;
        }
        if tokens.is_empty() {
            return Ok(());
        }
    }
}

/// A new password voids the access code and the tokens that were made under the old one.
pub(crate) fn set_password(tx: &Tx, person: PersonId, hash: &str) -> Result<()> {
    void_code(tx, person)?;
    end_tokens(tx, person)?;
    queries::put_password(tx, person, hash, tx.now())?;
    people::queries::set_claimed(tx, person, tx.now())?;
    tx.log("person", person.raw(), 0)
}

/// A code issued for what a person was opens nothing of what they have become.
pub fn void_code(tx: &Tx, person: PersonId) -> Result<()> {
    queries::delete_code(tx, person).map(drop)
}

/// Changes the viewer's own password; their other sessions and their tokens end.
pub async fn change_password(
    app: &App,
    viewer: &Viewer,
    old: &str,
    new: NewPassword,
) -> Result<()> {
    viewer.own_session()?;
    let person = viewer.id;
    app.limits
        .sign_in_account
        .check(&format!("#{person}"), app.store.clock().now())?;
    let kept = app
        .store
        .read(move |db| queries::password(db, person))
        .await?;
    if !app.hashing.verify(old.to_owned(), kept).await? {
        return Err(Error::invalid("old_password", "old_password"));
    }
    let hash = app.hashing.hash(new).await?;
    app.act(viewer, move |tx, viewer| {
        set_password(tx, viewer.id, &hash)?;
        audit::note(
            tx,
            Some(viewer.id),
            "password",
            Some(viewer.id.raw()),
            "changed",
        )?;
        end_sessions(tx, viewer.id, viewer.session)
    })
    .await
}

/// Issues an access code. Administrators for anybody; coordinators for people of their own sites
/// without any role whose account nobody uses yet.
pub async fn issue_code(app: &App, viewer: &Viewer, person: PersonId) -> Result<AccessCode> {
    // Hashing is dear, so the right is asked before as well as inside.
    app.limits
        .writing
        .check(&viewer.id.to_string(), app.store.clock().now())?;
    let asking = viewer.clone();
    let allowed = app
        .store
        .read(move |db| may_issue_for(db, &asking, person).map(drop));
    allowed.await?;
    let code = AccessCode::make(app.store.random());
    let hash = app.hashing.hash_code(code.plain().to_owned()).await?;
    app.act(viewer, move |tx, viewer| {
        let found = may_issue_for(tx, viewer, person)?;
        if found.claimed_at.is_some() {
            end_sessions(tx, person, None)?;
        }
        put_code(tx, Some(viewer.id), person, &hash)
    })
    .await?;
    Ok(code)
}

fn may_issue_for(db: &Db, viewer: &Viewer, person: PersonId) -> Result<Person> {
    let found = people::queries::visible(db, viewer, person)?.ok_or_else(Error::not_found)?;
    may_issue(db, viewer, &found)?;
    Ok(found)
}

/// Whether the viewer may hand this person a code.
pub fn may_issue(db: &Db, viewer: &Viewer, person: &Person) -> Result<()> {
    if viewer.is_administrator() {
        return Ok(());
    }
    let own_site = match person.site_id {
        Some(site) => people::queries::coordinates(db, viewer.id, site)?.is_some(),
        None => false,
    };
    let plain = person.role == Role::Member && people::queries::leads(db, person.id)?.is_none();
    match own_site && plain && person.claimed_at.is_none() {
        true => Ok(()),
        false => Err(Error::forbidden("access_code_forbidden")),
    }
}

/// Keeps a code that was made and hashed outside the transaction.
pub fn put_code(tx: &Tx, by: Option<PersonId>, person: PersonId, hash: &str) -> Result<()> {
    let now = tx.now();
    let expires = now.plus(Duration::from_secs(3_600 * VALID_HOURS as u64));
    queries::put_code(tx, person, hash, by, now, expires, TRIES)?;
    audit::note(tx, by, "access_code", Some(person.raw()), "issued")
}

/// Makes a token for the viewer, who must be signed in: a token makes no other. It ends within
/// [`TOKEN_MAX_DAYS`] and may not act with a role its person does not have.
pub fn create_own_token(
    tx: &Tx,
    viewer: &Viewer,
    name: &str,
    scopes: &[Scope],
    days: i64,
) -> Result<Secret> {
    viewer.own_session()?;
    if scopes.contains(&Scope::Admin) && !viewer.manages_communities() {
        return Err(Error::invalid("scope", "scope_admin"));
    }
    if !(1..=TOKEN_MAX_DAYS).contains(&days) {
        return Err(Error::invalid("days", "token_days").limit(TOKEN_MAX_DAYS));
    }
    let ends = tx.now().plus(Duration::from_secs(86_400 * days as u64));
    create_token(tx, viewer.id, name, scopes, Some(ends))
}

/// Makes a token; its secret is shown once.
pub fn create_token(
    tx: &Tx,
    person: PersonId,
    name: &str,
    scopes: &[Scope],
    expires: Option<Time>,
) -> Result<Secret> {
    let name = kernel::text::one_line(name);
    let mut problems = Problems::default();
    if kernel::text::is_blank(&name) {
        problems.add("name", "blank");
    } else if name.chars().count() > TOKEN_NAME_MAX_CHARS {
        problems.add_limit("name", "too_long", TOKEN_NAME_MAX_CHARS as i64);
    }
    if scopes.is_empty() {
        problems.add("scope", "scope_missing");
    }
    problems.or(())?;
    // Each once, however often it was named.
    let named = Scope::ALL.iter().filter(|scope| scopes.contains(scope));
    let words: Vec<_> = named.map(|scope| scope.as_str()).collect();
    let id: TokenId = tx.id();
    let secret = Secret::make(id, tx.random());
    queries::insert_token(
        tx,
        id,
        &secret.hash,
        person,
        &name,
        &words.join(" "),
        tx.now(),
        expires,
    )?;
    audit::note(tx, Some(person), "token", Some(person.raw()), "created")?;
    Ok(secret)
}

/// Ends one of the viewer's own tokens. 404 when it is not theirs.
pub fn end_own_token(tx: &Tx, viewer: &Viewer, id: TokenId) -> Result<()> {
    viewer.own_session()?;
    end_token(tx, viewer.id, id)
}

pub fn end_token(tx: &Tx, person: PersonId, id: TokenId) -> Result<()> {
    if queries::delete_token(tx, id, person)?.0 == 0 {
        return Err(Error::not_found());
    }
    tx.log("session", id.raw(), person.raw())
}
