// Alerts inside a program: a rule, and what is done when it fires.

#include <logbeam/broker.hpp>

#include <chrono>
#include <cstdio>
#include <future>

constexpr const char* failed_payments = R"(
name: failed-payments
kind: threshold
when: type:payment status:failed
by: shop
at_least: 3
within: 5m
severity: critical
message: "{value} payments failed in {shop}"
)";

int main() {
    logbeam::BrokerOptions options;
    options.listen = "127.0.0.1:0";  // any free port; the usual one is 3030
    logbeam::Broker broker{options};
    std::promise<void> fires;
    const auto added = broker.add_rule(failed_payments, [&fires](const logbeam::Event& alert) {
        std::printf("%s %s\n", alert.type.c_str(), alert.data.to_json().c_str());
        if (alert.type == "alert.firing") fires.set_value();
    });
    if (!added) return std::printf("%s\n", added.error().message().c_str()), 1;
    broker.start();

    for (int payment = 0; payment < 3; ++payment) {
        (void)broker.broadcast("payments", "payment", logbeam::Fields{{"shop", "north"}, {"status", "failed"}});
    }
    const bool done = fires.get_future().wait_for(std::chrono::seconds{5}) == std::future_status::ready;
    return done ? 0 : 1;
}
