#include "unit/channel/encoder_rig.hpp"

#include <logbeam/typed_event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::channel {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Login {
    std::string user;
    std::string password;
};
LOGBEAM_EVENT(Login, "login", user, password)

const auto has_no_secret = Not(HasSubstr("hunter2"));

TEST(Redaction, MasksFieldMessageAndTemplate) {
    EncoderRig rig;

    EXPECT_EQ(rig.data("login user=bob password=hunter2 from=web"),
              R"({"level":"info","message":"login user=bob password=*** from=web","logger":"orders","thread":7,)"
              R"("user":"bob","password":"***","from":"web",)"
              R"("template":"login user=<*> password=<*> from=<*>","template_guessed":true})");
}

TEST(Redaction, MasksQuotedValuesAsAWhole) {
    EncoderRig rig;

    const Event& event = rig.event(R"(login password="hunter2 and more" user=bob)");

    EXPECT_EQ(event.message(), "login password=*** user=bob");
    EXPECT_EQ(*event.field("password"), Value{"***"});
    EXPECT_THAT(event.to_json(), Not(HasSubstr("and more")));
}

TEST(Redaction, KnowsNoCase) {
    EncoderRig rig;

    EXPECT_EQ(rig.event("PassWord=hunter2").message(), "PassWord=***");
}

TEST(Redaction, MasksEveryOccurrence) {
    EncoderRig rig;

    EXPECT_EQ(rig.event("password=hunter2 password=hunter22 token=hunter2").message(),
              "password=*** password=*** token=***");
}

TEST(Redaction, MasksNestedJsonInAValue) {
    EncoderRig rig;

    const Event& event = rig.event(R"(request body={"user":"bob","auth":{"password":"hunter2"}} done=true)");

    EXPECT_EQ(event.message(), R"(request body={"user":"bob","auth":{"password":"***"}} done=true)");
    EXPECT_EQ(event.field("body")->to_json(), R"({"user":"bob","auth":{"password":"***"}})");
    EXPECT_THAT(event.to_json(), has_no_secret);
}

TEST(Redaction, MasksAMessageThatIsAJsonObject) {
    EncoderRig rig;

    const Event& event = rig.event(R"({"user":"bob","password":"hunter2","deep":[{"secret":"hunter2"}]})");

    EXPECT_THAT(event.to_json(), has_no_secret);
    EXPECT_EQ(*event.field("password"), Value{"***"});
    EXPECT_EQ(*event.field("user"), Value{"bob"});
}

TEST(Redaction, MasksTheFieldsOfTheContext) {
    EncoderRig rig;
    const Context context{{"token", "hunter2"}, {"user", "bob"}};

    EXPECT_EQ(rig.fields("x"), R"({"token":"***","user":"bob"})");
}

TEST(Redaction, MasksNestedFieldsOfTheContext) {
    EncoderRig rig;
    const Context context{{"session", Value{Fields{{"user", "bob"}, {"password", "hunter2"}}}}};

    EXPECT_EQ(rig.fields("x"), R"({"session":{"user":"bob","password":"***"}})");
}

TEST(Redaction, MasksAlsoWhereFieldsAreOff) {
    EncoderRig rig;
    rig.profile.options.fields = false;

    EXPECT_EQ(rig.event("login password=hunter2").message(), "login password=***");
}

TEST(Redaction, MasksBehindMorePairsThanAListTakes) {
    EncoderRig rig;
    std::string message = "many";
    for (int number = 0; number < 200; ++number) {
        message += " key" + std::to_string(number) + "=1";
    }

    const Event& event = rig.event(message + " password=hunter2 end=1");

    EXPECT_THAT(event.to_json(), has_no_secret);
    EXPECT_EQ(event.message(), message + " password=*** end=1");
}

TEST(Redaction, MasksBehindMoreMembersThanAListTakes) {
    EncoderRig rig;
    Fields fields;
    for (int number = 0; number < 200; ++number) {
        fields.set("key" + std::to_string(number), 1);
    }
    fields.set("password", "hunter2");

    EXPECT_THAT(rig.event(Value{fields}.to_json()).to_json(), has_no_secret);
}

TEST(Redaction, MasksTypedEvents) {
    EncoderRig rig;

    EXPECT_EQ(rig.event(Login{"bob", "hunter2"}).data.to_json(), R"({"user":"bob","password":"***"})");
}

TEST(Redaction, ComesBeforeTheHostSeesTheEvent) {
    std::string seen;
    ConnectionOptions options;
    options.before_send = [&](Event& event) {
        seen = event.to_json();
        return true;
    };
    EncoderRig rig{options};

    rig.event("password=hunter2");

    EXPECT_THAT(seen, has_no_secret);
}

TEST(Redaction, LeavesSimilarKeysAlone) {
    EncoderRig rig;

    EXPECT_EQ(rig.event("password_changed=true tokens=3").message(), "password_changed=true tokens=3");
}

TEST(Redaction, MasksAMessageOfJsonThatIsBroken) {
    EncoderRig rig;

    EXPECT_EQ(rig.event(R"({"user":"jo","password":"geheim","lines":[1,2)").message(),
              R"({"user":"jo","password":***,"lines":[1,2)");
}

TEST(Redaction, MasksTheKeysOfTheOptions) {
    ConnectionOptions options;
    options.redact = {"iban"};
    EncoderRig rig{options};

    EXPECT_EQ(rig.event("iban=DE12 password=x").message(), "iban=*** password=x");
}

}  // namespace
}  // namespace logbeam::channel
