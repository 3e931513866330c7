//! What keys open.

use super::Scope;
use crate::testing::{SLICES, each_world};

#[test]
fn a_token_reads_and_writes_only_what_its_scopes_say() {
    each_world(SLICES, async |world| {
        let follow = format!("/people/{}/follow", world.otto.id);
        let writes = world.by_token(&world.mia, &[Scope::Write]).await;
        for path in ["/api/me", "/people", "/signin"] {
            let refused = world.get(path, &writes).await;
            assert_eq!(refused.status, 403, "{path}");
        }
        world.post_form(&follow, &writes, &[]).await.expect(303);
        let reads = world.by_token(&world.mia, &[Scope::Read]).await;
        world.get("/api/me", &reads).await.expect(200);
        world.post_form(&follow, &reads, &[]).await.expect(403);
    });
}
