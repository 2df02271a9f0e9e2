"""Together or not at all, one after the other, and what is thrown away."""

from __future__ import annotations

from faults.fault import Fault

FAULTS = [
    Fault(
        "changing: what Ctrl-C interrupts stays half done",
        "practice/store/database.py",
        """        except BaseException:
            if self.in_transaction:""",
        """        except Exception:
            if self.in_transaction:""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "changing: a refresh token is spent though no access token could be made",
        "practice/rules/grants.py",
        """        with self._store.together():
            if application.client_type == PUBLIC:
                # Nobody proved anything, so it works once, and the next one is new.
                self._store.spend_refresh_token(old)
                refresh_token = self._issuing.make_refresh_token(
                    application, old.user_id, old.scopes, old.claims, old.flow
                )
""",
        """        if application.client_type == PUBLIC:
            # Nobody proved anything, so it works once, and the next one is new.
            self._store.spend_refresh_token(old)
            refresh_token = self._issuing.make_refresh_token(
                application, old.user_id, old.scopes, old.claims, old.flow
            )
        with self._store.together():
""",
        ("tests/practice/rules",),
    ),
    Fault(
        "changing: a start that breaks off leaves the ready-made application without its secret",
        "practice/rules/cli_mock.py",
        """        with store.together():
            if store.application(self._client_id) is None:
                self._register(store)
                store.set_secret(
                    self._client_id, hash_of(self._secret), fingerprints.of(self._secret)
                )
""",
        """        if store.application(self._client_id) is None:
            self._register(store)
            store.set_secret(self._client_id, hash_of(self._secret), fingerprints.of(self._secret))
""",
        (
            "tests/practice/rules",
            "tests/practice/web",
        ),
    ),
    Fault(
        "changing: a change stays though its event could not be written",
        "practice/store/store.py",
        """            yield
            if event:
                self._tell(event)
""",
        """            yield
        if event:
            self._tell(event)
""",
        (
            "tests/practice/store",
            "tests/practice/rules",
        ),
    ),
    Fault(
        "locking: a private file is changed after its lock is released",
        "helpers/private_file.py",
        """            _remove_leftovers(path.parent)
            change(path, wanted)
""",
        """            _remove_leftovers(path.parent)
        change(path, wanted)
""",
        ("tests/helpers",),
    ),
    Fault(
        "pruning: a token is forgotten as soon as it has expired",
        "practice/store/store.py",
        "(at - DEAD_TOKENS_STAY, at - DEAD_TOKENS_STAY),",
        "(at, at - DEAD_TOKENS_STAY),",
        ("tests/practice/store",),
    ),
    Fault(
        "pruning: device codes are kept for ever",
        "practice/store/store.py",
        'for table in ("codes", "device_codes"):',
        'for table in ("codes",):',
        ("tests/practice/store",),
    ),
    Fault(
        "pruning: tokens that expired and were never ended are kept for ever",
        "practice/store/store.py",
        "WHERE expires_at < ? OR ended_at < ?",
        "WHERE expires_at < ? AND ended_at < ?",
        ("tests/practice/store",),
    ),
    Fault(
        "changing: a code is left over though its id_token could not be made",
        "practice/rules/authorize.py",
        """        with self._store.together():
            if "code" in request.wants:
                answer["code"] = self._make_code(request, account)
""",
        """        if "code" in request.wants:
            answer["code"] = self._make_code(request, account)
        with self._store.together():
""",
        ("tests/practice/rules",),
    ),
    Fault(
        "locking: of two practices that make the fingerprints' key the second replaces it",
        "practice/basics/fingerprint.py",
        """        if not _read(path):
            path.unlink(missing_ok=True)
""",
        "        path.unlink(missing_ok=True)\n",
        (
            "tests/practice/basics",
            "tests/practice/store",
            "tests/practice/web",
        ),
    ),
    Fault(
        "locking: of two practices that start with a new file one fails",
        "practice/store/database.py",
        '"is locked" not in str(problem.__cause__)',
        '"is locked" not in str(problem)',
        ("tests/practice/store",),
    ),
    Fault(
        "locking: one writer removes what another is just writing",
        "helpers/private_file.py",
        """        with locked(path.parent):
            _remove_leftovers(path.parent)
""",
        """        _remove_leftovers(path.parent)
        with locked(path.parent):
""",
        ("tests/helpers",),
    ),
]
