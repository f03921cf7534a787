#include "notify/alertmanager.hpp"
#include "support/child_process.hpp"
#include "support/raw_client.hpp"
#include "unit/notify/free_port.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <optional>

namespace logbeam::notify {
namespace {

using ::testing::SizeIs;

constexpr const char* program = "/usr/bin/prometheus-alertmanager";

// A real one, on a port of this machine.
class ARealAlertmanager : public ::testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(program)) GTEST_SKIP() << "prometheus-alertmanager is not installed";
        std::filesystem::create_directories(folder_);
        std::ofstream{folder_ + "/config.yml"} << "route: {receiver: none}\nreceivers: [{name: none}]\n";
        child_.emplace(
            test::Command{program,
                          {"--config.file=" + folder_ + "/config.yml", "--storage.path=" + folder_,
                           "--cluster.listen-address=", "--web.listen-address=127.0.0.1:" + std::to_string(port_)}});
        ASSERT_TRUE(listens(port_));
    }
    void TearDown() override {
        child_.reset();
        std::filesystem::remove_all(folder_);
    }

    [[nodiscard]] Delivery send(const alert::Notification& notification) const {
        AlertmanagerOptions options;
        options.target.url = "http://127.0.0.1:" + std::to_string(port_);
        return make_alertmanager(std::move(options))->send(notification);
    }
    // Those that fire.
    [[nodiscard]] nlohmann::json alerts() const {
        return nlohmann::json::parse(test::get(port_, "/api/v2/alerts").body);
    }

    static alert::Notification now(alert::Notification notification) {
        notification.at = std::chrono::system_clock::now();
        for (auto& alert : notification.alerts) {
            alert.at = notification.at;
            alert.since = notification.at - std::chrono::minutes{5};
        }
        return notification;
    }

private:
    const std::uint16_t port_ = free_port();
    const std::string folder_ = ::testing::TempDir() + "/logbeam_alertmanager_" + std::to_string(port_);
    std::optional<test::Child> child_;
};

TEST_F(ARealAlertmanager, HoldsAnAlertUntilItIsResolved) {
    auto notification = now(firing());

    const auto delivery = send(notification);

    EXPECT_EQ(delivery.outcome, Delivery::Outcome::delivered) << delivery.detail;
    const auto standing = alerts();
    ASSERT_THAT(standing, SizeIs(1));
    EXPECT_EQ(standing[0]["labels"]["alertname"], "checkout-errors");
    EXPECT_EQ(standing[0]["labels"]["region"], "eu");
    EXPECT_EQ(standing[0]["annotations"]["summary"], "3 failed checkouts in eu");
    EXPECT_EQ(standing[0]["generatorURL"], "https://logbeam.example.org/alerts/1");

    notification.state = notification.alerts[0].state = alert::State::resolved;
    EXPECT_EQ(send(now(notification)).outcome, Delivery::Outcome::delivered);
    EXPECT_THAT(alerts(), SizeIs(0));
}

TEST_F(ARealAlertmanager, TakesHostileTextsAsTexts) {
    const auto delivery = send(now(hostile()));

    EXPECT_EQ(delivery.outcome, Delivery::Outcome::delivered) << delivery.detail;
    const auto standing = alerts();
    ASSERT_THAT(standing, SizeIs(1));
    EXPECT_EQ(standing[0]["labels"]["alertname"], "checkout-errors");
    EXPECT_EQ(standing[0]["annotations"].size(), 4U);
}

}  // namespace
}  // namespace logbeam::notify
