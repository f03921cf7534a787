"""A real SMTP server for a test: says its port, then each mail as one line of JSON."""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

logging.disable()  # the test reads what is printed
mode = sys.argv[1]  # plain, starttls, auth, busy, refusing, slow


class Handler:
    async def handle_DATA(self, server, session, envelope):
        if mode == "busy":
            return "451 4.3.0 come back later"
        if mode == "refusing":
            return "554 5.7.1 not here"
        if mode == "slow":
            await asyncio.sleep(600)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.SMTP)
        line = json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": mail.keys(),
            "subject": mail["Subject"],
            "message_id": mail["Message-ID"],
            "body": mail.get_payload(decode=True).decode(),
            "defects": len(mail.defects),
            "user": (session.auth_data or [""])[0],
            "tls": session.ssl is not None,
        })
        # Who sends waits for the answer before reading this.
        asyncio.get_running_loop().run_in_executor(None, lambda: print(line, flush=True))
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    is_right = data.login == b"logbeam" and data.password == b"hunter2"
    return AuthResult(success=is_right, auth_data=[data.login.decode()])


options = {}
if mode == "starttls":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    options = {"tls_context": context, "require_starttls": True}
if mode == "auth":
    options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
