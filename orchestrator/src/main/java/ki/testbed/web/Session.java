package ki.testbed.web;

import java.time.Instant;
import ki.testbed.access.AccountId;
import ki.testbed.access.OrganisationId;

/**
 * A person signed in with a browser.
 *
 * @param createdAt sign-in
 * @param touchedAt last request, kept to the minute
 */
record Session(
    AccountId account, OrganisationId organisation, Instant createdAt, Instant touchedAt) {}
