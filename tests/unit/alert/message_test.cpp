#include "alert/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using ::testing::ElementsAre;

std::string own(std::string_view name) {
    return "<" + std::string{name} + ">";
}

TEST(AMessage, NamesWhatTheAlertAndTheLastEventKnow) {
    const Message message = Message::parse("{value} of {user.id}: {message}, {{braces}} {user.id}").value();

    EXPECT_THAT(message.fields(), ElementsAre("user.id", "message"));
    EXPECT_EQ(message.text(own, {"7", std::nullopt}), "<value> of 7: -, {braces} 7");
}

TEST(AMessage, IsRefusedWhereABraceIsLeftAlone) {
    EXPECT_EQ(Message::parse("ab {x").error().detail, "expected a name and '}' behind '{' at character 4");
    EXPECT_EQ(Message::parse("{}").error().detail, "expected a name and '}' behind '{' at character 1");
    EXPECT_EQ(Message::parse("a}").error().detail, "a '}' without its '{'; write }} for a brace at character 2");
}

TEST(AMessage, HasABound) {
    const Message message = Message::parse("{a}{a}").value();

    const std::string text = message.text(own, {std::string(Message::longest, 'x')});

    EXPECT_EQ(text.size(), Message::longest);
    EXPECT_EQ(text.substr(text.size() - 4), "x…");
}

}  // namespace
}  // namespace logbeam::alert
