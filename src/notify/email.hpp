#pragma once

#include "base/clock.hpp"
#include "notify/mail_message.hpp"
#include "notify/notifier.hpp"

#include <memory>
#include <string>

namespace logbeam::notify {

struct EmailOptions {
    enum class Security : std::uint8_t {
        starttls,  // or nothing is sent
        tls,       // from the first byte
        none,
    };

    std::string server;  // host:port
    Security security = Security::starttls;
    std::string user;
    std::string password;
    std::string ca_file;  // PEM: who vouches for the server; empty: the system's CAs
    MailAddresses addresses;
    std::chrono::milliseconds timeout = default_timeout;
};

// Sends mails to an SMTP server. The clock dates them.
[[nodiscard]] std::unique_ptr<Notifier> make_email(EmailOptions options, const Clock& clock);

}  // namespace logbeam::notify
