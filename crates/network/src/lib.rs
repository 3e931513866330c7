//! What every feature stands on: people, communities, access, feed, notifications.
