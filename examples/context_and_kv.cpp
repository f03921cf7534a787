// Where fields come from: pairs in the message, kv(), described types, JSON objects, and the Context around a call.

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>

#include <cstdio>

struct Address {
    std::string city;
    std::string street;
};
LOGBEAM_FIELDS(Address, city, street)

namespace {

void print_fields(const logbeam::Event& event) {
    std::printf("%s\n", std::string{event.message()}.c_str());
    for (const logbeam::Field& field : *event.data.as_object()) {
        const bool is_of_the_call = field.key == "level" || field.key == "message" || field.key == "logger" ||
                                    field.key == "thread" || field.key.rfind("template", 0) == 0;
        if (!is_of_the_call) {
            std::printf("    %s: %s\n", field.key.c_str(), field.value.to_json().c_str());
        }
    }
}

}  // namespace

int main() {
    using logbeam::kv;
    logbeam::testing::Recorder broker;
    spdlog::logger log{"orders", logbeam::make_spdlog_sink(broker.connection())};

    const logbeam::Context request{{"request_id", "r-17"}, {"user", "ann"}};

    log.info("order placed order_id={} total={}", 42, 19.5);
    log.info("order moved {} {}", kv("city", "New York"), kv("zip", "0815"));  // quotes itself; "0815" stays a string
    log.info("order sent {}", kv("to", Address{"Berlin", "Am Markt 1"}));      // one field that is an object
    log.info("{}", Address{"Oslo", "Storgata 2"});                             // one field per member
    log.info(R"({"retries": 3, "tags": ["express", "gift"]})");
    {
        const logbeam::Context step{{"step", "payment"}, {"user", "system"}};  // the inner one wins
        log.warn("card refused password={}", "hunter2");                       // masked before it leaves the process
    }

    if (!broker.wait_for(6)) {
        return 1;
    }
    for (const logbeam::Event& event : broker.events()) {
        print_fields(event);
    }
    return 0;
}
