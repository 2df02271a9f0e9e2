// A client that we did not write, from npm, gets a token from Practice Twitch. Run it by hand:
//
//     npm install --no-save --prefix /tmp/npm-client oauth4webapi@3.8.8
//     cp tests/by_hand/oauth4webapi.mjs /tmp/npm-client/
//     PRACTICE_URL=http://localhost:8017 node /tmp/npm-client/oauth4webapi.mjs
//
// It finds practice by discovery, takes the ready-made application of /units/clients, and asks for
// the application's own token (client credentials). A wrong secret must be refused, and a revoked
// token must be dead. Secrets show as fingerprints that are good for one run. It ends with 1 when
// something is not as it should be.

import { createHmac, randomBytes } from "node:crypto";
import * as oauth from "oauth4webapi";

const practice = (process.env.PRACTICE_URL ?? "http://localhost:8017").replace(/\/$/, "");
const key = randomBytes(32);
const mask = (value) => `[hidden ${createHmac("sha256", key).update(value).digest("hex").slice(0, 4)}]`;
const http = { [oauth.allowInsecureRequests]: true }; // practice speaks http on this computer only

function check(fact, holds) {
  console.log(`${holds ? "yes" : "NO "}  ${fact}`);
  if (!holds) process.exitCode = 1;
}

const issuer = new URL(`${practice}/oauth2`);
const found = await oauth.discoveryRequest(issuer, http);
const server = await oauth.processDiscoveryResponse(issuer, found);
check(`discovery names ${server.token_endpoint}`, server.token_endpoint === `${practice}/oauth2/token`);

const [ready] = (await (await fetch(`${practice}/units/clients`)).json()).data;
const client = { client_id: ready.ID };
console.log(`     client ID ${ready.ID}, client secret ${mask(ready.Secret)}`);

const ask = (secret) =>
  oauth.clientCredentialsGrantRequest(server, client, oauth.ClientSecretPost(secret), {}, http);
const token = await oauth.processClientCredentialsResponse(server, client, await ask(ready.Secret));
check(`an access token ${mask(token.access_token)} for ${token.expires_in} seconds`, token.expires_in > 0);
check("no refresh token with it", token.refresh_token === undefined);

const refusal = await ask("a-wrong-secret");
const said = await refusal.json();
check(`a wrong secret: ${refusal.status} ${said.message}`, refusal.status === 403);

const validate = () =>
  fetch(`${practice}/oauth2/validate`, { headers: { Authorization: `OAuth ${token.access_token}` } });
const alive = await validate();
check("the token is alive, and this application's", (await alive.json()).client_id === ready.ID);

// The discovery file does not name this address.
const withRevoke = { ...server, revocation_endpoint: `${practice}/oauth2/revoke` };
const revoked = await oauth
  .revocationRequest(withRevoke, client, oauth.None(), token.access_token, http)
  .then(oauth.processRevocationResponse)
  .then(() => true, (problem) => problem.message);
check(`it can be revoked${revoked === true ? "" : `: ${revoked}`}`, revoked === true);
check("and is dead then", (await validate()).status === 401);
