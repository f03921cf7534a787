// What do alert rules cost?
//
//     alert_bench
//
// Events of about 290 bytes as the broker keeps them. `quiet/100`: 100 rules on one topic, of which none matches. `mixed/100`:
// 100 rules of six kinds, and one event in a hundred matches one of them. `groups`: an event each of a million groups under
// one rule, with the bytes that a group takes. `load/10000`: a file of so many rules.

#include "alert/engine.hpp"
#include "alert/rule_file.hpp"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

using namespace logbeam;

namespace {

struct Made {
    std::string text;
    std::uint32_t data_at;
};

Made event_of(std::uint64_t number, const std::string& message) {
    Made made;
    made.text = R"({"id":"k3v9t2m8q1x0z-)" + std::to_string(number) +
                R"(","topic":"logs.orders","type":"logger.warning","source":"orders-api",)" +
                R"("timestamp":"2026-11-20T10:57:33.123456789Z","seq":184,"data":{"level":"warning","message":")" +
                message + R"(","order":)" + std::to_string(number) + R"(,"city":"Berlin","latency_ms":251,"host":"h)" +
                std::to_string(number) + R"("}})";
    made.data_at = static_cast<std::uint32_t>(made.text.find(R"("data":)"));
    return made;
}

query::Subject subject_of(const Made& made, Timestamp time) {
    return {made.text, "logs.orders", Level::warning, 184, time, made.data_at};
}

std::string rule_text(std::size_t number) {
    const std::string name =
        "  - {name: r" + std::to_string(number) + ", when: \"level>=warn marker" + std::to_string(number) + "\", ";
    switch (number % 6) {
        case 0: return name + "by: city}\n";
        case 1: return name + "kind: threshold, above: 1000000, within: 5m, by: city}\n";
        case 2: return name + "kind: threshold, value: p99(latency_ms), above: 1000000, within: 5m}\n";
        case 3: return name + "kind: change, field: city, by: order}\n";
        case 4: return name + "kind: new_value, field: city}\n";
        default: return name + "kind: spike, within: 1m, reference: 1h, above: 5, min_count: 10}\n";
    }
}

std::vector<alert::Rule> rules_of(std::size_t count) {
    std::string text = "rules:\n";
    for (std::size_t number = 0; number < count; ++number)
        text += rule_text(number);
    return alert::parse_rules(text, "rules.yaml", {}).value();
}

void run(benchmark::State& state, alert::Engine& engine, const std::vector<Made>& events) {
    Timestamp time{std::chrono::hours{500'000}};
    std::size_t next = 0;
    for (auto _ : state) {
        engine.see(subject_of(events[next], time), "k3v9t2m8q1x0z-1f4");
        if (++next == events.size()) next = 0;
        time += std::chrono::microseconds{10};
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void quiet(benchmark::State& state) {
    alert::Engine engine{rules_of(static_cast<std::size_t>(state.range(0))), [](const auto&) {}};
    run(state, engine, {event_of(42, "connection reset by peer while the order was on its way to the store")});
}

void mixed(benchmark::State& state) {
    alert::Engine engine{rules_of(100), [](const auto&) {}};
    std::vector<Made> events;
    for (std::uint64_t number = 0; number < 10'000; ++number) {
        const bool matches = number % 100 == 0;
        events.push_back(event_of(number % 977, matches
                                                    ? "a marker" + std::to_string(number / 100) + " was seen on its way"
                                                    : "connection reset by peer while the order was on its way"));
    }
    run(state, engine, events);
}

std::size_t resident_bytes() {
    std::ifstream file{"/proc/self/statm"};
    std::size_t whole = 0;
    std::size_t resident = 0;
    file >> whole >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void groups(benchmark::State& state, const std::string& kind) {
    constexpr std::size_t count = 1'000'000;
    const std::string text =
        "rules:\n  - {name: a, when: level:warn, by: host, max_groups: 1000000, within: 1h, " + kind + "}\n";
    for (auto _ : state) {
        const std::size_t before = resident_bytes();
        alert::Engine engine{alert::parse_rules(text, "rules.yaml", {}).value(), [](const auto&) {}};
        Timestamp time{std::chrono::hours{500'000}};
        for (std::size_t number = 0; number < count; ++number) {
            const Made made = event_of(number, "connection reset by peer");
            engine.see(subject_of(made, time), "k3v9t2m8q1x0z-1f4");
            time += std::chrono::microseconds{10};
        }
        state.counters["groups"] = static_cast<double>(engine.judges()[0]->detector().groups());
        state.counters["bytes_a_group"] = static_cast<double>(resident_bytes() - before) / count;
    }
}

void load(benchmark::State& state) {
    std::string text = "rules:\n";
    for (std::size_t number = 0; number < static_cast<std::size_t>(state.range(0)); ++number)
        text += rule_text(number);
    for (auto _ : state) {
        alert::Engine engine{alert::parse_rules(text, "rules.yaml", {}).value(), [](const auto&) {}};
        benchmark::DoNotOptimize(engine.judges().size());
    }
}

}  // namespace

BENCHMARK(quiet)->Arg(100)->Arg(1000);
BENCHMARK(mixed);
BENCHMARK_CAPTURE(groups, count, "kind: threshold, above: 1000000")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(groups, absence, "kind: absence")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(load)->Arg(10'000)->Iterations(1)->Unit(benchmark::kMillisecond);
