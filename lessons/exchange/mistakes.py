"""What each of Twitch's errors means, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One error: where it comes from, Twitch's words, and ours."""

    endpoint: str  # the path that answers so; "redirect" for errors in the address bar
    status: int  # 0 for errors in the address bar
    message: str  # how Twitch's message begins
    means: str
    fix: str
    source: str

    def __str__(self) -> str:
        return f"{self.means} {self.fix}"


TOKEN, AUTHORIZE, VALIDATE = "/oauth2/token", "/oauth2/authorize", "/oauth2/validate"
REVOKE, DEVICE = "/oauth2/revoke", "/oauth2/device"
HELIX = "/helix/"

MISTAKES = [
    Mistake(
        "redirect",
        0,
        "access_denied",
        "The viewer pressed Cancel on the consent page, so there is no code.",
        "Open the authorize link again and press Authorize, if you want to go on.",
        "docs/twitch.md 1.4",
    ),
    Mistake(
        "redirect",
        0,
        "redirect_mismatch",
        "The redirect_uri in the link is not, character for character, one of those that your "
        "application has registered. Twitch reports this to the first registered address.",
        "Compare the two: http or https, the port, a slash at the end. Fix the link, or press "
        "Add and Save in the console.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        "redirect",
        0,
        "unsupported_response_type",
        "The link's response_type is missing or unknown.",
        "It must be response_type=code for this flow.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "missing client id",
        "The authorize link has no client_id.",
        "Put your application's client ID into the link.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "missing redirect uri",
        "The authorize link has no redirect_uri.",
        "Put a registered redirect address into the link. (Twitch's own words here are not known; "
        "these are practice's.)",
        "docs/twitch.md 1.5, not known",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "invalid client",
        "Twitch knows no application with this client ID.",
        "Copy the client ID again from the application's Manage page.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "invalid scope requested",
        "One of the scopes doesn't exist, or the scopes are not separated by spaces. In an "
        "address a space is written + or %20; commas don't work, and neither does %2B.",
        "Write the scopes with a space between them and let urlencode do the rest.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "Sorry, the scope you are requesting is currently unavailable",
        "This scope existed years ago and was retired. Old tutorials still show it.",
        "Choose from today's list: for chat, chat:read and chat:edit.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        AUTHORIZE,
        400,
        "invalid claims",
        "The parameter claims isn't a JSON object. (Twitch's own words here are not known; these "
        "are practice's.)",
        "Write it as JSON, and let urlencode do the rest.",
        "docs/twitch.md 1.1, not known",
    ),
    Mistake(
        TOKEN,
        400,
        "missing client id",
        "There is no client_id in the body of the request. Twitch doesn't take it from an "
        "HTTP Basic header, although RFC 6749 section 2.3.1 offers that way.",
        "Send client_id as a form field.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        403,
        "invalid client secret",
        "The client secret is not this application's current one. Perhaps New Secret was "
        "pressed again: then the old one stops working. (Twitch answers 403 here, not 401.)",
        "Copy the secret again, or make a new one in notebook 07.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "invalid client",
        "Twitch knows no application with this client ID.",
        "Copy the client ID again from the application's Manage page (notebook 04-06).",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "missing client secret",
        "A Confidential application must prove itself with its client secret, and none was sent.",
        "Send client_secret as a form field.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "Invalid client credentials",
        "The application was registered as Public. A Public application has no secret and can't "
        "exchange a code at Twitch.",
        "Register a new application and choose Confidential as its client type.",
        "docs/twitch.md 2.7, 4.4",
    ),
    Mistake(
        TOKEN,
        400,
        "Invalid authorization code",
        "This code was used before, is too old, belongs to another application, or was copied "
        "wrongly. A code works once, and for a few minutes.",
        "Open the authorize link again for a fresh code.",
        "docs/twitch.md 1.6, 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "Parameter redirect_uri does not match registered URI",
        "The redirect_uri in this request is not the one that the code was made for.",
        "Send the same redirect_uri as in the authorize link, character for character.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "missing refresh token",
        "A refresh was asked for without a refresh token.",
        "Send refresh_token as a form field.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "Invalid refresh token",
        "This refresh token is wrong, was revoked, or (for a Public application) was used once "
        "already.",
        "Ask the viewer to consent again.",
        "docs/twitch.md 2.3, 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "invalid scope requested",
        "More was asked for than the viewer had consented to.",
        "Ask for the same scopes or fewer, or ask the viewer again.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "Sorry, the scope you are requesting is currently unavailable",
        "This scope existed years ago and was retired. Old tutorials still show it. (Twitch's "
        "words are known of the authorize link; here they are practice's.)",
        "Choose from today's list: for chat, chat:read and chat:edit.",
        "docs/twitch.md 1.5",
    ),
    Mistake(
        TOKEN,
        400,
        "authorization_pending",
        "In the device flow: the viewer has not finished yet.",
        "Wait as many seconds as `interval` says and ask again.",
        "docs/twitch.md 4.1",
    ),
    Mistake(
        TOKEN,
        400,
        "invalid device code",
        "This device code is unknown, used, or too old.",
        "Begin the device flow again.",
        "docs/twitch.md 4.1",
    ),
    Mistake(
        DEVICE,
        400,
        "invalid client",
        "Twitch knows no application with this client ID, so no device can begin.",
        "Copy the client ID again from the application's Manage page (notebook 04-06).",
        "docs/twitch.md 4.1",
    ),
    Mistake(
        TOKEN,
        400,
        "missing device_code",
        "The device flow needs the device code in every poll.",
        "Send device_code as a form field.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        401,
        "",
        "Twitch refuses to refresh this token: its user changed the password or disconnected the "
        "application. (The message that comes with it is not known.)",
        "Ask the viewer to consent again.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        500,
        "Missing column authorization_id from item map",
        "Twitch itself failed. This was seen when the client ID was part of the redirect address.",
        "Use a redirect address without your client ID in it.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "Invalid grant",
        "The code or the refresh token is not good any more. (This wording is doubtful.)",
        "Open the authorize link again for a fresh code.",
        "docs/twitch.md 2.7, doubtful",
    ),
    Mistake(
        TOKEN,
        404,
        "404 page not found",
        "This address answers POST requests only.",
        "Use requests.post, not a link or requests.get.",
        "docs/twitch.md 2.1",
    ),
    Mistake(
        TOKEN,
        400,
        "missing code",
        "There is no code in the request.",
        "Send code as a form field. If it came by a redirect, look whether that brought a code.",
        "docs/twitch.md 2.7",
    ),
    Mistake(
        TOKEN,
        400,
        "missing grant type",
        "The request doesn't say what it wants to exchange.",
        "Send grant_type=authorization_code. (Twitch's own words here are not known; these are "
        "practice's.)",
        "docs/twitch.md 2.7, not known",
    ),
    Mistake(
        TOKEN,
        400,
        "unsupported grant type",
        "This grant_type is unknown.",
        "For a code it is authorization_code. (Twitch's own words here are not known; these are "
        "practice's.)",
        "docs/twitch.md 2.7, not known",
    ),
    Mistake(
        VALIDATE,
        401,
        "missing authorization token",
        "The request has no Authorization header.",
        "Send the header `Authorization: OAuth <token>`.",
        "docs/twitch.md 3.1",
    ),
    Mistake(
        VALIDATE,
        401,
        "invalid access token",
        "This token is wrong, has expired, or was revoked.",
        "Get a new one. (A code and a client secret are no tokens: they are refused here too.)",
        "docs/twitch.md 3.1",
    ),
    Mistake(
        VALIDATE,
        403,
        "missing scope: openid",
        "/oauth2/userinfo tells who somebody is only with a token that has the scope openid. "
        "(Twitch's own words here are not known; these are practice's.)",
        "Add openid to the authorize link and ask the viewer again.",
        "docs/twitch.md 4.3, not known",
    ),
    Mistake(
        REVOKE,
        400,
        "missing client id",
        "There is no client_id in the request. (These words are known of another address of "
        "Twitch's; here they are practice's.)",
        "Send client_id as a form field.",
        "docs/twitch.md 3.2",
    ),
    Mistake(
        REVOKE,
        404,
        "client does not exist",
        "Twitch knows no application with this client ID.",
        "Copy the client ID again from the application's Manage page (notebook 04-06).",
        "docs/twitch.md 3.2",
    ),
    Mistake(
        REVOKE,
        400,
        "missing oauth token",
        "The request doesn't say which token to revoke.",
        "Send the access token as the form field token.",
        "docs/twitch.md 3.2",
    ),
    Mistake(
        REVOKE,
        400,
        "Invalid token",
        "This token has ended already, or it belongs to another application.",
        "If it has ended, there is nothing left to do. Another application's token lives on: "
        "revoke it with that application's client ID.",
        "docs/twitch.md 3.2",
    ),
    Mistake(
        HELIX,
        401,
        "OAuth token is missing",
        "There is no token in the request, or the word before it is not Bearer.",
        "Send the header `Authorization: Bearer <token>`.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "Invalid OAuth token",
        "This token is wrong, has expired, or was revoked.",
        "Validate it, then get a new one.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "Client ID is missing",
        "The token is fine, but the request has no Client-Id header.",
        "Send the header `Client-Id: <your client ID>` as well.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "Client ID and OAuth token do not match",
        "The Client-Id is another application's than the one that the token was made for.",
        "Send the client ID of the application that got the token.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "Must provide a valid Client-ID or OAuth token",
        "The Client-Id header or the token is missing or wrong. (An older wording.)",
        "Send both headers, and look at each.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "Missing scope",
        "The viewer did not grant the scope that this call needs.",
        "Add it to the authorize link and ask the viewer again.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "User access token requires the",
        "The viewer did not grant the scope that this call needs.",
        "Add it to the authorize link and ask the viewer again.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        401,
        "The ID in sender_id must match",
        "The message names another sender than the token's own user.",
        "Send the token's own user as sender_id: /oauth2/validate says who that is.",
        "docs/twitch.md 6.2",
    ),
    *(
        Mistake(
            HELIX,
            401,
            words,
            "The request names another person than the token's own user.",
            "Send the token's own user there: /oauth2/validate says who that is.",
            "docs/twitch.md 6.2",
        )
        for words in ("The ID in", "incorrect user authorization")
    ),
    Mistake(
        HELIX,
        401,
        "Must provide valid app token",
        "This call wants an application's own token, and the token is a user's.",
        "Get one with grant_type=client_credentials (notebook 15).",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        403,
        "Missing user:edit scope",
        "The viewer did not grant the scope that this call needs. (An older wording.)",
        "Add it to the authorize link and ask the viewer again.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        403,
        "User Not Associated To Companies",
        "The token's user belongs to no organization at Twitch, so there are no analytics to see.",
        "Use the token of somebody who belongs to that organization.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        403,
        "The sender is not permitted to send chat messages",
        "The sender may not write into this chat. For an application's own token, the sender must "
        "have granted user:write:chat and user:bot, and the channel channel:bot.",
        "With a user's token, look whether that user is banned there. With an application's own, "
        "ask for those scopes.",
        "docs/twitch.md 6.2, 6.7",
    ),
    Mistake(
        f"{HELIX}chat/messages",
        400,
        "The request's input was not valid. Please see the endpoint's documentation for possible "
        "reasons.",
        "Most likely the message is too long: a chat message has 500 characters at most.",
        "Write less, or send it in parts.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        f"{HELIX}chat/messages",
        400,
        "The request's input was not valid. Message cannot be replied to.",
        "reply_parent_message_id names no message in this chat that can be replied to.",
        "Take the `id` tag of a message that you read in this chat, or leave the field out.",
        "docs/twitch.md 6.7",
    ),
    Mistake(
        HELIX,
        410,
        "The API is deprecated",
        "Twitch has removed this part of the API.",
        "Look in Twitch's API reference for what came in its place.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        400,
        "Invalid cursor",
        "The cursor in after= or before= is not one that Twitch gave.",
        "Send the cursor of the page before, from `pagination`, as it is.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        400,
        "The body must be JSON",
        "This call wants its body as JSON. (Twitch's own words here are not known; these are "
        "practice's.)",
        "With requests, write json=… in place of data=….",
        "docs/twitch.md 6.7, not known",
    ),
    Mistake(
        HELIX,
        400,
        "Missing required parameter",
        "This call needs a parameter that was not sent.",
        "Look up in Twitch's API reference what it wants, and send that too.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        400,
        "The parameter",
        "A parameter has a value that this call doesn't take. Twitch names it, and says what it "
        "must be.",
        "Fix that value. (An id is made of digits; in JSON it is in quotes. A name goes into "
        "login.)",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        400,
        "Must provide an ID, Login or OAuth Token",
        "A token without a user asked “who am I?”.",
        "Name an id or a login.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        429,
        "Request limit exceeded",
        "Too many requests in a minute.",
        "Wait until the time in the Ratelimit-Reset header.",
        "docs/twitch.md 6.2, 6.3",
    ),
    Mistake(
        HELIX,
        404,
        "",
        "There is no such address in the API.",
        "Compare the path with Twitch's API reference.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        500,
        "",
        "Twitch itself failed; it was not your request.",
        "Wait a minute, then try again.",
        "docs/twitch.md 6.2",
    ),
    Mistake(
        HELIX,
        503,
        "",
        "Twitch is out of order at the moment.",
        "Try once more; if the answer is the same, come back later.",
        "docs/twitch.md 6.2",
    ),
]


def meaning(endpoint: str, status: int, message: str) -> Mistake | None:
    """What this refusal means; None when it is not in the table.

    `endpoint` is the path that was called, such as `/oauth2/token`. For an error in the address
    bar it is "redirect", the status is 0, and the message is the value of `error`.
    """
    candidates = [
        mistake
        for mistake in MISTAKES
        if endpoint.startswith(mistake.endpoint)
        and mistake.status == status
        and message.lower().startswith(mistake.message.lower())
    ]
    # "invalid client" also begins "Invalid client credentials": the longest match is the right one.
    return max(candidates, key=lambda mistake: len(mistake.message), default=None)
