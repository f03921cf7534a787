#include "notify/mail_message.hpp"

#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace logbeam::notify {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const MailAddresses addresses{"logbeam@example.org", {"ops@example.org", "night@example.org"}};
const Timestamp noon = parse_rfc3339("2026-11-20T12:00:00Z").value();

std::vector<std::string> lines_of(const std::string& mail) {
    std::vector<std::string> lines;
    std::istringstream in{mail};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

TEST(AMail, HasTheHeadersThatProgramsNeed) {
    const auto mail = mail_message(firing(), addresses, noon);

    EXPECT_THAT(mail, HasSubstr("Date: Fri, 20 Nov 2026 12:00:00 +0000\r\n"));
    EXPECT_THAT(mail, HasSubstr("From: logbeam@example.org\r\n"));
    EXPECT_THAT(mail, HasSubstr("To: ops@example.org,\r\n night@example.org\r\n"));
    EXPECT_THAT(mail, HasSubstr("Subject: [firing] checkout-errors in eu\r\n"));
    EXPECT_THAT(mail, HasSubstr("Message-ID: <69194a5851bc5745-1@example.org>\r\n"));
    EXPECT_THAT(mail, HasSubstr("In-Reply-To: <group-rule.checkout-errors-1@example.org>\r\n"));
    EXPECT_THAT(mail, HasSubstr("\r\n\r\n3 failed checkouts in eu\r\n"));
}

TEST(AMail, SaysThatItIsARepeat) {
    auto notification = firing();
    notification.is_repeat = true;
    EXPECT_THAT(mail_message(notification, addresses, noon), HasSubstr("Subject: [firing] [repeat] "));
}

TEST(AMail, HasNoHeaderAndNoLongLineBecauseAnEventSaysSo) {
    const std::string names =
        "|Date|From|To| night@example.org|Subject|Message-ID|In-Reply-To|References|Auto-Submitted|"
        "MIME-Version|Content-Type|Content-Transfer-Encoding|";
    const auto lines = lines_of(mail_message(hostile(), addresses, noon));

    bool is_head = true;
    for (const auto& line : lines) {
        ASSERT_TRUE(line.ends_with('\r')) << line;
        ASSERT_EQ(line.find('\r'), line.size() - 1) << line;
        ASSERT_EQ(line.find('\0'), std::string::npos);
        is_head = is_head && line != "\r";
        if (is_head && !line.starts_with(' ')) {
            EXPECT_THAT(names, HasSubstr("|" + line.substr(0, line.find(':')) + "|"));
        }
        EXPECT_LE(line.size(), 100U) << line;
    }
    EXPECT_FALSE(is_head);
}

TEST(AMail, TakesAMegabyte) {
    for (const auto& line : lines_of(mail_message(hostile(std::string(1 << 20, '\xC3')), addresses, noon)))
        ASSERT_LE(line.size(), 100U);
}

TEST(AMailHeader, StaysAsItIsWhereItIsPlain) {
    EXPECT_EQ(mail_header_text("All is well: 100 %"), "All is well: 100 %");
}

TEST(AMailHeader, IsEncodedWhereItIsNot) {
    EXPECT_EQ(mail_header_text("gr\xC3\xBC\xC3\x9F"
                               "e, A_b"),
              "=?UTF-8?Q?gr=C3=BC=C3=9Fe=2C_A=5Fb?=");
    EXPECT_EQ(mail_header_text("a\r\nBcc: b"), "=?UTF-8?Q?a=0D=0ABcc=3A_b?=");
    EXPECT_EQ(mail_header_text("=?UTF-8?Q?a?="), "=?UTF-8?Q?=3D=3FUTF=2D8=3FQ=3Fa=3F=3D?=");
}

TEST(AMailHeader, KeepsCharactersWholeWhereItIsFolded) {
    std::string text;
    for (int i = 0; i < 30; ++i)
        text += "\xF0\x9F\x94\xA5";

    for (const auto& line : lines_of(mail_header_text(text))) {
        EXPECT_LE(line.size(), 78U);
        const auto encoded = line.substr(line.find("?Q?") + 3);
        EXPECT_EQ(encoded.substr(0, encoded.find("?=")).size() % 12, 0U);
    }
}

TEST(QuotedPrintable, IsWhatTheStandardSays) {
    EXPECT_EQ(quoted_printable("a=b\nc \n\xC3\xA4"), "a=3Db\r\nc=20\r\n=C3=A4\r\n");
    EXPECT_EQ(quoted_printable("a\r\nb\rc"), "a\r\nb=0Dc\r\n");
    EXPECT_EQ(quoted_printable(std::string(80, 'x')), std::string(75, 'x').append("=\r\nxxxxx\r\n"));
}

TEST(AMailAddress, HoldsNothingThatEndsIt) {
    EXPECT_TRUE(is_mail_address("ops+night@example.org"));
    EXPECT_TRUE(is_mail_address("root@localhost"));
    for (const auto* const text :
         {"", "ops", "@example.org", "ops@", "a b@c", "a@b>", "<a@b", "a@b\r\nDATA", "a@b,c@d", "\"a\"@b", "a@b@c"})
        EXPECT_FALSE(is_mail_address(text)) << text;
}

}  // namespace
}  // namespace logbeam::notify
