#include "http/metrics_text.hpp"
#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <regex>
#include <set>
#include <sstream>

namespace logbeam::http {
namespace {

using test::BrokerRig;
using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

TEST(MetricsText, EscapesHelpAndLabelsAndWritesNumbersAsGoReadsThem) {
    MetricsText text;
    text.family("m", MetricsText::Type::gauge, "a\\b\nc\"");
    text.sample(std::uint64_t{18446744073709551615u}, MetricsText::label("l", "a\\b\n\"c\""));
    text.sample(0.25);
    text.sample(std::numeric_limits<double>::infinity());
    text.sample(std::numeric_limits<double>::quiet_NaN());

    EXPECT_EQ(std::move(text).take(), "# HELP m a\\\\b\\nc\"\n# TYPE m gauge\n"
                                      "m{l=\"a\\\\b\\n\\\"c\\\"\"} 18446744073709551615\nm 0.25\nm +Inf\nm NaN\n");
}

TEST(Metrics, AreTextThatPrometheusReads) {
    BrokerRig broker;
    broker.post("/api/events?topic=a", R"({"type":"logger.error"})");

    const auto answer = broker.get("/metrics");

    EXPECT_EQ(answer.content_type, "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(answer.body.back(), '\n');
    const std::regex help{R"(# HELP [a-z_]+ .+)"};
    const std::regex type{R"(# TYPE [a-z_]+ (counter|gauge))"};
    const std::regex sample{R"re([a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [-+0-9.e]+)re"};
    for (const auto& line : lines_of(answer.body)) {
        EXPECT_TRUE(std::regex_match(line, help) || std::regex_match(line, type) || std::regex_match(line, sample))
            << line;
    }
}

TEST(Metrics, StandTogetherByFamilyAndOnce) {
    BrokerRig broker;
    std::string family;
    std::set<std::string> families;
    std::set<std::string> series;

    for (const auto& line : lines_of(broker.get("/metrics").body)) {
        if (line.rfind("# TYPE ", 0) == 0) {
            family = line.substr(7, line.find(' ', 7) - 7);
            EXPECT_TRUE(families.insert(family).second) << family;
        } else if (line[0] != '#') {
            EXPECT_EQ(line.substr(0, line.find_first_of("{ ")), family);
            EXPECT_TRUE(series.insert(line.substr(0, line.rfind(' '))).second) << line;
        }
    }
    EXPECT_GT(families.size(), 30u);
}

TEST(Metrics, CountWhatHappened) {
    BrokerRig broker;
    broker.post("/api/events", R"([{"topic":"a","type":"logger.error"},{}])");

    const auto text = broker.get("/metrics").body;

    EXPECT_THAT(text, HasSubstr("logbeam_events_total{outcome=\"accepted\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_events_total{outcome=\"refused\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_events_by_level_total{level=\"error\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_history_events 1\n"));
    EXPECT_THAT(text, HasSubstr("process_open_fds 12\n"));
}

TEST(Metrics, TellOfTheLogWhereBrokersShareOne) {
    BrokerRig broker;
    EXPECT_THAT(broker.get("/metrics").body, testing::Not(HasSubstr("logbeam_log_")));
    hub::LogStatus status;
    status.is_connected = true;
    status.pending = 7;
    status.gone = 3;
    status.bridges.lost = 2;
    broker.hub.log = status;

    const auto text = broker.get("/metrics").body;

    EXPECT_THAT(text, HasSubstr("logbeam_log_connected 1\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_log_caught_up 0\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_log_pending_messages 7\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_log_gone_messages_total 3\n"));
    EXPECT_THAT(text, HasSubstr("logbeam_bridged_events_total{way=\"lost\"} 2\n"));
}

TEST(Metrics, HaveNoLabelThatAClientChooses) {
    BrokerRig broker;
    broker.post("/api/events?topic=chosen-by-a-client", R"({"source":"chosen-too"})");

    EXPECT_THAT(broker.get("/metrics").body, testing::Not(HasSubstr("chosen")));
}

}  // namespace
}  // namespace logbeam::http
