// What do the steps of the worker cost, one by one? A part of worker_bench each; the message is the same.

#include "event/pairs.hpp"
#include "event/template.hpp"
#include "json/scan.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

namespace {

using namespace logbeam;

constexpr std::string_view message = "order shipped order_id=100001 city=Berlin took_ms=17 carrier=dhl";

const std::string data =
    R"({"level":"info","message":"order shipped order_id=100001 city=Berlin took_ms=17 carrier=dhl","logger":"orders",)"
    R"("thread":4711,"order_id":100001,"city":"Berlin","took_ms":17,"carrier":"dhl",)"
    R"("template":"order shipped order_id=<*> city=<*> took_ms=<*> carrier=<*>","template_guessed":true})";

void extract_pairs(benchmark::State& state) {
    event::PairList pairs;
    for (auto _ : state) {
        event::extract_pairs(message, pairs);
        benchmark::DoNotOptimize(pairs.size());
    }
}
BENCHMARK(extract_pairs);

void guess_template(benchmark::State& state) {
    event::PairList pairs;
    event::extract_pairs(message, pairs);
    std::string out;
    for (auto _ : state) {
        event::guess_template(message, pairs, out);
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK(guess_template);

void write_string(benchmark::State& state) {
    std::string out;
    for (auto _ : state) {
        out.clear();
        JsonWriter json{out};
        json.string(message);
        benchmark::DoNotOptimize(out.data());
    }
}
BENCHMARK(write_string);

void add_to_batch(benchmark::State& state) {
    wire::BatchBuilder builder{"k3v9t2m8q1x0z"};
    wire::EventKind kind{"logs.orders", "logger.info", "orders-api", R"({"host":"web-1"})"};
    std::uint64_t counter = 0;
    for (auto _ : state) {
        builder.add(++counter, kind, Level::info, Timestamp{std::chrono::nanoseconds{counter}}, data);
        if (builder.bytes() > 64 * 1024) {
            benchmark::DoNotOptimize(builder.seal());
        }
    }
}
BENCHMARK(add_to_batch);

void decode_batch_of_100(benchmark::State& state) {
    wire::BatchBuilder builder{"k3v9t2m8q1x0z"};
    wire::EventKind kind{"logs.orders", "logger.info", "orders-api", R"({"host":"web-1"})"};
    for (std::uint64_t counter = 1; counter <= 100; ++counter) {
        builder.add(counter, kind, Level::info, Timestamp{std::chrono::nanoseconds{counter}}, data);
    }
    const std::string batch = builder.seal();
    for (auto _ : state) {
        benchmark::DoNotOptimize(wire::decode_batch(batch));
    }
    state.SetItemsProcessed(state.iterations() * 100);
}
BENCHMARK(decode_batch_of_100);

void check_json(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(json::check(data));
    }
}
BENCHMARK(check_json);

void parse_value(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(Value::parse(data));
    }
}
BENCHMARK(parse_value);

}  // namespace
