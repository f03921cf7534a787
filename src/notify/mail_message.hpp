#pragma once

#include "alert/notification.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::notify {

struct MailAddresses {
    std::string from;
    std::vector<std::string> to;
};

// A whole message of RFC 5322, lines ending in CR LF: plain text in UTF-8, quoted-printable, so that no line of it is a
// header and none is long. Its Message-ID is made of the key; the mails of one alert are one thread.
[[nodiscard]] std::string mail_message(const alert::Notification& notification, const MailAddresses& addresses,
                                       Timestamp now);

// A text as the value of a header (RFC 2047): plain where it is plain, else encoded words, folded.
[[nodiscard]] std::string mail_header_text(std::string_view text);

// A text as a body (RFC 2045).
[[nodiscard]] std::string quoted_printable(std::string_view text);

// `name@domain` of plain characters: what can stand in `RCPT TO:<...>` and does not end it.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

}  // namespace logbeam::notify
