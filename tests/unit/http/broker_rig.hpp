#pragma once

#include "alert/desk.hpp"
#include "alert/engine.hpp"
#include "dialect/make_encoder.hpp"
#include "http/router.hpp"
#include "http/rule_files.hpp"
#include "http/static_files.hpp"
#include "http/url_text.hpp"
#include "hub/hub.hpp"
#include "notify/dispatcher.hpp"
#include "notify/topic.hpp"
#include "store/memory_history.hpp"
#include "store/memory_state.hpp"
#include "support/fake_clock.hpp"

#include <logbeam/event.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::http::test {

// What the report of an answer writes, step by step, as its body.
inline Response written(Response response) {
    if (response.report == nullptr) return response;
    while (response.report->step(response.body)) {}
    return response;
}

// Remembers what was asked of it.
class FakeRuleFiles final : public RuleFiles {
public:
    [[nodiscard]] bool can_change() const override { return is_folder; }
    [[nodiscard]] std::string problem() const override { return what_is_wrong; }
    [[nodiscard]] Text text_of(const alert::Rule& rule) const override { return {rule.source, why_not}; }
    Result<std::string> put(const std::string& name, const std::string& yaml, Asker asker) override {
        asked.push_back("put " + name + " " + yaml + " " + std::string{asker.user} + " " + std::string{asker.address});
        return answer;
    }
    Result<std::string> remove(const std::string& name, Asker asker) override {
        asked.push_back("remove " + name + " " + std::string{asker.user});
        return answer;
    }

    bool is_folder = true;
    std::string what_is_wrong;
    std::string why_not;
    Result<std::string> answer{"rules/errors.yaml"};
    std::vector<std::string> asked;
};

// Here, until a test sends it elsewhere.
class FakeAlertPlace final : public AlertPlace {
public:
    explicit FakeAlertPlace(const AlertParts& parts) : parts_{parts} {}
    [[nodiscard]] const AlertParts* here() const noexcept override { return is_elsewhere ? nullptr : &parts_; }
    [[nodiscard]] std::string elsewhere() const override { return "alerts are judged by 'two'"; }

    bool is_elsewhere = false;

private:
    const AlertParts parts_;
};

// A hub with its routes, asked as its owner unless a test says who else.
class BrokerRig {
public:
    explicit BrokerRig(const hub::Fleet* fleet = nullptr) { hub.fleet = fleet; }

    Response get(std::string_view target) { return ask("GET", target, "", ""); }
    Response post(std::string_view target, std::string_view body, std::string_view type = "application/json") {
        return ask("POST", target, type, body);
    }
    Response ask(std::string_view method, std::string_view target, std::string_view type, std::string_view body) {
        auto read = parse_target(target).value_or(Target{});
        request.method = method;
        request.path = std::move(read.path);
        request.query = std::move(read.query);
        request.content_type = type;
        request.body = body;
        return written(router.handle(request));
    }

    void allow_only(std::string_view publish, std::string_view subscribe) {
        hub::Rights rights;
        rights.publish.emplace_back(publish);
        rights.subscribe.emplace_back(subscribe);
        request.rights = std::make_shared<const hub::Rights>(std::move(rights));
    }

    logbeam::test::FakeClock clock;
    store::MemoryHistory history{store::MemoryLimits{}, "e7"};
    store::MemoryState state;
    hub::Hub hub{hub::HubLimits{}, history, dialect::make_encoder, clock};
    std::vector<std::string> not_ready;
    StaticFile page = file_at("/", "text/html", "<h1>");
    Result<void> charged;
    alert::Engine alerts{{}, [](const alert::Transition& /*none*/) {}};
    history::SharedState people{std::make_unique<store::MemoryState>()};
    alert::Desk desk{{}, people, [](const std::string& line) { ADD_FAILURE() << line; }};
    Guarded<std::vector<std::string>> sent;  // keys of notifications, to `ops`
    notify::Dispatcher dispatcher{notifiers(), clock, people, [](const std::string& line) { ADD_FAILURE() << line; }};
    FakeRuleFiles rule_files;
    FakeAlertPlace alert_place{AlertParts{alerts, desk, dispatcher, rule_files}};
    Request request = owners_request();
    Router router{services()};

private:
    static Request owners_request() {
        Request request;
        request.address = "10.0.0.1";
        request.rights = hub::rights_of_owner();
        return request;
    }
    static StaticFile file_at(std::string_view path, std::string_view type, std::string_view bytes) {
        StaticFile file;
        file.path = path;
        file.content_type = type;
        file.etag = "\"tag\"";
        file.bytes = bytes;
        return file;
    }
    std::vector<notify::NamedNotifier> notifiers() {
        std::vector<notify::NamedNotifier> all;
        auto topic = notify::make_topic("ops", [this](const std::string&, std::string_view, const std::string& data) {
            sent.lock()->push_back(data);
        });
        all.push_back({"ops", "topic", std::move(topic)});
        return all;
    }
    Services services() {
        return {.hub = hub,
                .state = state,
                .alert_place = alert_place,
                .server = "logbeam 0.1.0",
                .started = clock.steady_now(),
                .not_ready = [this] { return not_ready; },
                .process =
                    [] {
                        return ProcessStats{1 << 20, 12, 0.5};
                    },
                .find_static = [this](std::string_view path) { return path == page.path ? &page : nullptr; },
                .charge = [this](const Request&, std::size_t) { return charged; }};
    }
};

inline Value json_of(const Response& response) {
    auto value = Value::parse(response.body);
    EXPECT_TRUE(value.ok()) << response.body;
    return value ? *value : Value{};
}

// `at(value, "items", 0, "id")`; null where there is nothing.
inline Value at(const Value& value) {
    return value;
}
template <class... Rest>
Value at(const Value& value, int index, Rest... rest);
template <class... Rest>
Value at(const Value& value, std::string_view key, Rest... rest) {
    const auto* object = value.as_object();
    const auto* member = object == nullptr ? nullptr : object->find(key);
    return member == nullptr ? Value{} : at(*member, rest...);
}
template <class... Rest>
Value at(const Value& value, int index, Rest... rest) {
    const auto* array = value.as_array();
    const auto place = static_cast<std::size_t>(index);
    return array == nullptr || place >= array->size() ? Value{} : at((*array)[place], rest...);
}

inline std::size_t size_of(const Value& array) {
    return array.as_array() == nullptr ? 0 : array.as_array()->size();
}

inline std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [header, value] : response.headers) {
        if (header == name) return value;
    }
    return {};
}

}  // namespace logbeam::http::test
