#include "notify/mail_message.hpp"

#include "alert/shortened.hpp"
#include "json/utf8.hpp"
#include "net/digest.hpp"
#include "notify/header_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace logbeam::notify {
namespace {

constexpr std::size_t longest_subject = 200;
constexpr std::size_t longest_word = 75;  // RFC 2047, 2: of an encoded word
constexpr std::size_t longest_line = 76;  // RFC 2045, 6.7: of a quoted-printable line

bool is_plain(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
           text.find("=?") == std::string_view::npos;
}

// As it may stand in a word of the "Q" encoding, anywhere.
std::string q_encoded(std::string_view character) {
    std::string text;
    for (const char c : character) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        is_letter ? void(text += c) : c == ' ' ? void(text += '_') : void(text += hex_byte(c));
    }
    return text;
}

// The domain of our own address names our messages, too. Servers refuse lines of more than 998 bytes.
std::string message_id(std::string_view text, const std::string& from) {
    constexpr std::size_t longest = 64;
    auto word = header_word(text);
    if (word.size() > longest) word = net::sha256_hex(text);
    const auto at = from.rfind('@');
    return "<" + word + "@" + from.substr(at == std::string::npos ? 0 : at + 1) + ">";
}

std::string mail_date(Timestamp now) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    std::tm time{};
    ::gmtime_r(&seconds, &time);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                  days.at(static_cast<std::size_t>(time.tm_wday)), time.tm_mday,
                  months.at(static_cast<std::size_t>(time.tm_mon)), time.tm_year + 1900, time.tm_hour, time.tm_min,
                  time.tm_sec);
    return text.data();
}

std::string joined(const std::vector<std::string>& addresses) {
    std::string text;
    for (const auto& address : addresses)
        text += (text.empty() ? "" : ",\r\n ") + address;
    return text;
}

std::string subject_of(const alert::Notification& notification) {
    std::string text = notification.state == alert::State::firing ? "[firing] " : "[resolved] ";
    if (notification.is_repeat) text += "[repeat] ";
    if (notification.is_reminder) text += "[reminder] ";
    return mail_header_text(alert::shortened(text + notification.title, longest_subject));
}

std::string body_of(const alert::Notification& notification) {
    std::string text = notification.text + "\n\n";
    for (const auto& alert : notification.alerts) {
        text.append(alert.rule).append(" is ").append(to_string(alert.state));
        text.append(" since ").append(to_rfc3339(alert.since)).append("\n");
        for (const auto& [name, value] : alert.by)
            text.append("  ").append(name).append(": ").append(value).append("\n");
        if (!alert.message.empty() && alert.message != notification.text)
            text.append("  ").append(alert.message).append("\n");
        if (!alert.runbook.empty()) text.append("  ").append(alert.runbook).append("\n");
    }
    if (!notification.link.empty()) text += "\n" + notification.link + "\n";
    return text;
}

// Mails of one group of alerts answer a message that was never sent: what programs need to show them as one thread.
std::string thread_of(const alert::Notification& notification, const std::string& from) {
    if (notification.group.empty()) return {};
    const auto root = message_id("group-" + notification.group, from);
    return "In-Reply-To: " + root + "\r\nReferences: " + root + "\r\n";
}

// How many bytes of a body's line this one takes, and whether it may stand as it is.
bool stands_as_it_is(char c, bool is_last_of_line) noexcept {
    if (c == ' ') return !is_last_of_line;
    return c > ' ' && c <= '~' && c != '=';
}

// What is no UTF-8 would make the whole body none.
std::string valid_utf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const auto character = json::first_character(text);
        valid += character.is_valid ? text.substr(0, character.bytes) : "\xEF\xBF\xBD";
        text.remove_prefix(character.bytes);
    }
    return valid;
}

std::string quoted_line(std::string_view line) {
    std::string text;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool is_plain_byte = stands_as_it_is(line[at], at + 1 == line.size());
        const auto piece = is_plain_byte ? std::string(1, line[at]) : hex_byte(line[at]);
        if (column + piece.size() >= longest_line) {
            text += "=\r\n";
            column = 0;
        }
        text += piece;
        column += piece.size();
    }
    return text + "\r\n";
}

}  // namespace

std::string mail_header_text(std::string_view text) {
    if (is_plain(text)) return std::string{text};
    constexpr std::string_view opening = "=?UTF-8?Q?";
    constexpr std::string_view closing = "?=";
    std::string header{opening};
    std::size_t length = opening.size();
    while (!text.empty()) {
        const auto character = json::first_character(text);
        const auto encoded = character.is_valid ? q_encoded(text.substr(0, character.bytes)) : "=EF=BF=BD";
        if (length + encoded.size() + closing.size() > longest_word) {
            header.append(closing).append("\r\n ").append(opening);
            length = opening.size();
        }
        header += encoded;
        length += encoded.size();
        text.remove_prefix(character.bytes);
    }
    return header.append(closing);
}

std::string quoted_printable(std::string_view text) {
    std::string body;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (end < text.size() && line.ends_with('\r')) line.remove_suffix(1);
        body += quoted_line(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return body;
}

bool is_mail_address(std::string_view text) noexcept {
    constexpr std::string_view name =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+-/=?^_`{|}~";
    constexpr std::string_view domain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > 254) return false;
    return text.substr(0, at).find_first_not_of(name) == std::string_view::npos &&
           text.substr(at + 1).find_first_not_of(domain) == std::string_view::npos;
}

std::string mail_message(const alert::Notification& notification, const MailAddresses& addresses, Timestamp now) {
    std::string mail;
    mail += "Date: " + mail_date(now) + "\r\n";
    mail += "From: " + addresses.from + "\r\n";
    mail += "To: " + joined(addresses.to) + "\r\n";
    mail += "Subject: " + subject_of(notification) + "\r\n";
    mail += "Message-ID: " + message_id(notification.key, addresses.from) + "\r\n";
    mail += thread_of(notification, addresses.from);
    mail += "Auto-Submitted: auto-generated\r\n";  // RFC 3834: no answering machine answers
    mail += "MIME-Version: 1.0\r\n";
    mail += "Content-Type: text/plain; charset=UTF-8\r\n";
    mail += "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    return mail + quoted_printable(valid_utf8(body_of(notification)));
}

}  // namespace logbeam::notify
