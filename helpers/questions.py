"""The questions at the end of each notebook. Each answer says why it is right or wrong.

They stand here and not in the cells, so that a reader meets the answers after thinking.
A right answer's reply begins with "Yes"; a wrong one is a known misconception.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question, and for each answer to choose from what is said about it."""

    text: str
    replies: dict[str, str]


QUESTIONS = {
    "what_to_give": Question(
        "A friend's program wants to read your chat. What do you give it, with OAuth?",
        {
            "My password, but only once": "No. Avoiding that is what OAuth was made for "
            "(RFC 6749, section 1): a password opens everything, and you can't take it back.",
            "My consent, on a page of Twitch's": "Yes. You say yes to a list of scopes, and the "
            "program gets a token for those and for nothing else.",
            "My access token, by e-mail": "No. A token works for whoever holds it "
            "(RFC 6750, section 1.2), so it never travels by e-mail.",
        },
    ),
    "who_is_logged_in": Question(
        "You are logged in to the console. Who can now call Twitch in your name?",
        {
            "Every program on this computer": "No. A log-in lives in a cookie, and the cookie "
            "lives in your browser. You saw that this notebook was sent to the log-in page.",
            "Your browser, and nothing else": "Yes. A program needs your consent and a token "
            "of its own. Getting both is what the next notebooks do.",
            "This notebook, because you opened the links from it": "No. A link only carries an "
            "address. The notebook was sent to the log-in page when it tried.",
        },
    ),
    "public_client_id": Question(
        "Somebody reads your client ID in a link. What can they do with it?",
        {
            "Get tokens for your viewers' accounts": "No. For that they would need a code made "
            "for a viewer, and your client secret. The ID is only a name.",
            "Log in to the developer console as you": "No. The console looks at your own log-in, "
            "not at the client ID.",
            "Build a link that asks in your application's name": "Yes. But the answer to it goes "
            "to your registered redirect address, not to theirs. That is why it must match.",
        },
    ),
    "published_secret": Question(
        "You find your client secret in a commit that you pushed yesterday. What now?",
        {
            "Delete the file and commit again": "No. The old commit still holds it, and so does "
            "every copy that was made of it.",
            "Make a new secret, then clean up": "Yes. The old one dies at once, so it no longer "
            "matters who has read it. Everything else can follow in peace.",
            "Nothing: the client ID is what matters": "No. It is the other way round. The ID is "
            "public, and the secret is the proof.",
        },
    ),
    "what_a_code_is_for": Question(
        "You hold a code now. What can you do with it?",
        {
            "Call the API: the code is the token": "No. The code is only a voucher. It went "
            "through the address bar, where others may have seen it, so alone it is worth nothing.",
            "Trade it once for a token, together with the client secret": "Yes. The code shows "
            "the viewer's consent, the secret shows that it is your application.",
            "Keep it and use it again next week": "No. It lives for minutes and works once "
            "(RFC 6749, section 4.1.2).",
        },
    ),
    "what_state_does": Question(
        "What does state do?",
        {
            "It encrypts the answer": "No. It is a plain random value, and everybody who sees "
            "the address can read it.",
            "It tells Twitch who you are": "No. Twitch doesn't look at it. It is sent back "
            "unchanged, that is all.",
            "It shows that the answer belongs to your question": "Yes. Only your program knows "
            "which value it sent, so only your program can compare.",
        },
    ),
    "what_to_leave_out": Question(
        "You want to show your project to the world. What do you leave out?",
        {
            "Nothing, as long as the client ID is left out": "No. The client ID is public. What "
            "must stay with you is the client secret, and the tokens.",
            ".env, because it holds the secret": "Yes. And .gitignore sees to it, so that you "
            "need not think of it each time.",
            "requirements.txt, because versions change": "No. Without it nobody can run your "
            "program.",
        },
    ),
    "why_trade": Question(
        "Why is a code traded for a token? Twitch could put the token into the address at once.",
        {
            "Because a token is too long for an address": "No. A token has about as many letters "
            "as a code.",
            "Because the address bar can be seen, and the trade needs the secret": "Yes. What "
            "went through the browser is worthless without the secret, which never went there.",
            "Because the viewer must agree twice": "No. The viewer agreed once. The trade happens "
            "without them.",
        },
    ),
    "token_died": Question(
        "Your token works today. Tomorrow the API says 401, Invalid OAuth token. What happened?",
        {
            "The client secret was wrong": "No. A secret is needed to get a token, not to use it.",
            "It expired: it lives about four hours": "Yes. The refresh token is there for this "
            "moment. How to use it is what comes after the ten steps.",
            "The code was used up": "No. That was so from the first minute, and the token worked.",
        },
    ),
    # 11
    "token_is_missing": Question(
        "Helix answers 401, OAuth token is missing. But your request had an Authorization header. "
        "What is wrong?",
        {
            "The token has expired": "No. Then it says Invalid OAuth token: you saw that with a "
            "token that never lived.",
            "The word before the token isn't Bearer": "Yes. Helix reads nothing but Bearer. "
            "With OAuth before it the token is not even seen.",
            "The Client-Id header is missing": "No. Then it says so: Client ID is missing. The "
            "messages are worth reading.",
        },
    ),
    "empty_list": Question(
        "You ask /helix/streams about a channel and get 200 with an empty list. What now?",
        {
            "Ask again: something went wrong": "No. 200 means that all went well. Your own "
            "channel gave the same answer, and it exists.",
            "Get a new token: this one may not see it": "No. A token that is not enough gives "
            "401 and a message. Who is live is public.",
            "Tell the user that the channel is not live": "Yes. Offline is not an error. If you "
            "must know whether the channel exists, ask /helix/users.",
        },
    ),
    "what_scope_allows": Question(
        "Your token has the scope channel:manage:polls, from a viewer. On whose channels may your "
        "program make polls?",
        {
            "On every channel, since the scope says so": "No. A scope never gives the program "
            "more than the viewer may do (RFC 6749, section 1.4: access the owner authorized).",
            "On those where this viewer may do it": "Yes. The scope says what the viewer lets the "
            "program do. What the viewer may do stays as it was.",
            "On every channel of my application": "No. An application has no channels. The token "
            "stands for the viewer, as you saw: no name was sent, and theirs came back.",
        },
    ),
    # 12
    "what_a_refresh_token_opens": Question(
        "Your access token is dead, and your refresh token is fine. What can you do with it?",
        {
            "Call the API with it, as it lives longer": "No. The API knows access tokens only. A "
            "refresh token goes to /oauth2/token and nowhere else.",
            "Get a new access token, with the client secret": "Yes. That is the one thing it is "
            "good for, and the secret must come along.",
            "Nothing: the viewer must press Authorize again": "No. Sparing the viewer that is "
            "what it is for. You got a new token above without any page.",
        },
    ),
    "when_to_refresh": Question(
        "When does your program refresh?",
        {
            "Before every request, to be safe": "No. The token you have is good for hours. And "
            "only 50 access tokens of one refresh token live at the same time.",
            "When Twitch answers 401, Invalid OAuth token": "Yes. It works whatever ended the "
            "token: time, a new password, or the viewer.",
            "At every 401": "No. Without a Client-Id the answer is a 401 too, and a new token "
            "doesn't help. The try-out above catches this one.",
        },
    ),
    "revoked_or_disconnected": Question(
        "A viewer writes: your program must have no access any more, at once. What is enough?",
        {
            "They log out of Twitch": "No. That ends their browser's session. Your program never "
            "used it: its tokens go on.",
            "You revoke the access token": "No. It is a start, but whoever holds the refresh "
            "token gets the next one. You revoked one above, and got others.",
            "They press Disconnect": "Yes. It ends every token between the two of you, the "
            "refresh token included, and needs nothing from you.",
        },
    ),
    # 13
    "oauth_before_the_token": Question(
        "Where does oauth: stand before your token?",
        {
            "Everywhere: it is a part of the token": "No. The API looks for the word Bearer, and "
            "a token with oauth: in it is an unknown one.",
            "In the line PASS of chat, and nowhere else": "Yes. It is chat's own custom. Left out "
            "there, you got Improperly formatted auth.",
            "In the Authorization header of the API": "No. In notebook 11 the word OAuth in that "
            "header was answered with OAuth token is missing.",
        },
    ),
    "my_own_message": Question(
        "Your bot sends a message and hears nothing of it. Was it sent?",
        {
            "No: everybody in the room would hear it, I too": "No. You said hello above, and it "
            "was not among the messages. The answer to it was.",
            "Perhaps: a USERSTATE says that it was": "Yes. Your own messages don't come back. "
            "The receipt is a USERSTATE; a NOTICE says why something was not sent.",
            "Yes: a bot's messages always arrive": "No. Limits, slow mode and the same text twice "
            "stop a message. You saw one dropped at the end.",
        },
    ),
    "a_dropped_message": Question(
        "POST /helix/chat/messages answers 200. What do you know?",
        {
            "Everybody in the room has read the message": "No. You got a 200 for a message that "
            "was dropped.",
            "That the request was in order; is_sent tells the rest": "Yes. A refused request is "
            "a 4xx. A dropped message is a 200 with is_sent false and a reason.",
            "That the token has chat:edit": "No. That scope is for IRC. The API wants "
            "user:write:chat, and you had to ask for it.",
        },
    ),
    # 15
    "what_an_id_token_is_for": Question(
        "Your website got an id_token and an access token. What is the id_token for?",
        {
            "For calling the API, because it says who I am": "No. The API refused it with 401 in "
            "“Break it again: show the note to the API”. The API takes the access token.",
            "For my website, which checks it and then knows who came in": "Yes. It is addressed "
            "to your application (aud), and only a note that passed every check may log "
            "somebody in.",
            "For hiding the user's name on its way": "No. You read it without any key in “Take it "
            "apart”. A signature shows who wrote a note; it doesn't hide what stands in it.",
        },
    ),
    "whose_app_token": Question(
        "Your program got a token by client credentials. For whom does it act?",
        {
            "For me, because I registered the application": "No. In “Break it: ask an app token "
            "who you are” Twitch found no user in it, not even you.",
            "For every viewer who ever consented": "No. A consent lives in the token that came "
            "of it. Validating this one showed neither a login nor scopes.",
            "For the application itself, and for no user": "Yes. That is enough for what is "
            "public, and for nothing that a viewer would have to allow.",
        },
    ),
    "which_code_is_typed": Question(
        "In the device code flow, which code does the viewer type?",
        {
            "The device code": "No. It never leaves the device: in “See it: what the television "
            "asked for” it was masked, because whoever holds it gets the token.",
            "The user code": "Yes. It is short and made to be shown. The device polls with the "
            "other one, which nobody sees.",
            "Either, they are the same": "No. In “Break it: poll with the code that was typed” "
            "Twitch refused the user code in the place of the device code.",
        },
    ),
    "why_not_implicit": Question(
        "A page uses the implicit flow and compares the state. Is that good enough?",
        {
            "Yes, the state protects the token": "No. The state matched, and the token stood in "
            "the address bar all the same. It ties an answer to a question and hides nothing "
            "(“No secret: the implicit flow, and why not”).",
            "Yes, what stands behind # is encrypted": "No. You read it in the address bar and in "
            "the panel's table. It is only not sent on to a web server.",
            "No, the token itself went through the address": "Yes. It stays in the history, and "
            "whoever reads it there can use it. A code in the same place is worthless without "
            "the secret (RFC 9700, section 2.1.2).",
        },
    ),
    # 17
    "what_may_be_public": Question(
        "You put your program where everybody can read it. What stays at home?",
        {
            "Nothing: a token dies within hours": "No. The refresh token doesn't, and the secret "
            "even less. You saw a dead token renewed by what is in .env.",
            "The client ID": "No. It is public: it stands in every authorize link that you make.",
            ".env, and nothing else": "Yes. Everything secret is in that one file, and "
            ".gitignore keeps it out. The rest may be read by anybody.",
        },
    ),
    "a_friend_runs_it": Question(
        "A friend wants to run your bot on their own channel. What do you give them?",
        {
            "The folder with my .env": "No. The tokens in it are yours: their copy would act as "
            "you, on your channel.",
            "The folder without .env; they register their own application": "Yes. Then the "
            "consent, the secret and the tokens are theirs.",
            "My client secret, and they make their own tokens": "No. Whoever has the secret can "
            "act as your application towards every viewer who ever trusted it.",
        },
    ),
    "the_laptop_is_gone": Question(
        "Your laptop is stolen, with the program on it. What helps at once?",
        {
            "Wait: in four hours the token is dead": "No. The access token is. The refresh token "
            "has no such end, and the secret that goes with it lies beside it.",
            "A new secret, and Disconnect on the page of connections": "Yes. The first makes the "
            "stolen secret worthless, the second the stolen tokens.",
            "Deleting the repository": "No. Nothing secret was in it. It was in .env, on the "
            "laptop.",
        },
    ),
}
