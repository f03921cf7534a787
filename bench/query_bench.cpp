// What does it cost to ask a query of an event?
//
//     query_bench
//
// An event of 250 bytes as the broker keeps it. `allocations` counts the calls of operator new per evaluation: this
// program replaces it.

#include "query/program.hpp"

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

using namespace logbeam;

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Not inlined: g++ 12 would see a free of what an operator new returned.
[[gnu::noinline]] void* operator new(std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc{};
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
    std::free(memory);
}

namespace {

constexpr std::string_view event_text =
    R"({"id":"k3v9t2m8q1x0z-1f4","topic":"logs.orders","type":"logger.warning","source":"api",)"
    R"("timestamp":"2026-11-20T10:57:33.123456789Z","seq":184,"data":{"level":"warning",)"
    R"("message":"connection reset by peer","order":42,"city":"Berlin","latency_ms":251}})";
static_assert(event_text.size() == 250);

query::Subject subject_of(std::string_view text) {
    return {text, "logs.orders", Level::warning, 184, Timestamp{}, static_cast<std::uint32_t>(text.find(R"("data":)"))};
}

void evaluate(benchmark::State& state, std::string_view query, bool matches) {
    const auto program = query::Program::compile(query, Timestamp{}).value();
    const auto subject = subject_of(event_text);
    if (program->matches(subject) != matches) {
        state.SkipWithError("the query answers otherwise");
        return;
    }
    const auto before = allocations.load();
    for (auto _ : state) {
        benchmark::DoNotOptimize(program->matches(subject));
    }
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations.load() - before), benchmark::Counter::kAvgIterations);
}

// One of several queries that are asked of the same event: they share its outline.
void evaluate_outlined(benchmark::State& state, std::string_view query, bool matches) {
    const auto program = query::Program::compile(query, Timestamp{}).value();
    auto subject = subject_of(event_text);
    query::Outline outline;
    outline.read(subject.text, subject.data_at);
    subject.outline = &outline;
    if (program->matches(subject) != matches) {
        state.SkipWithError("the query answers otherwise");
        return;
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(program->matches(subject));
    }
}

void outline(benchmark::State& state) {
    const auto subject = subject_of(event_text);
    query::Outline outline;
    for (auto _ : state) {
        outline.read(subject.text, subject.data_at);
        benchmark::DoNotOptimize(outline);
    }
}

void compile(benchmark::State& state, std::string_view query) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(query::Program::compile(query, Timestamp{}));
    }
}

constexpr bool yes = true;
constexpr bool no = false;

BENCHMARK_CAPTURE(evaluate, three_terms_all_true, "level>=warn city:Berlin latency_ms>200", yes);
BENCHMARK_CAPTURE(evaluate, three_terms_last_false, "level>=warn city:Berlin latency_ms>300", no);
BENCHMARK_CAPTURE(evaluate, type_and_two_fields, "type:logger.warning city:* -no:1", yes);
BENCHMARK_CAPTURE(evaluate_outlined, three_terms_all_true, "level>=warn city:Berlin latency_ms>200", yes);
BENCHMARK_CAPTURE(evaluate_outlined, type_and_two_fields, "type:logger.warning city:* -no:1", yes);
BENCHMARK(outline);
BENCHMARK_CAPTURE(evaluate, three_fields, "order:42 city:Berlin latency_ms>200", yes);
BENCHMARK_CAPTURE(evaluate, three_fields_and_none, "order:43 city:Berlin latency_ms>200", no);
BENCHMARK_CAPTURE(evaluate, level_topic_word, "level>=warn topic:logs.* reset", yes);
BENCHMARK_CAPTURE(evaluate, level_false, "level>=error city:Berlin latency_ms>200", no);
BENCHMARK_CAPTURE(evaluate, word, "reset", yes);
BENCHMARK_CAPTURE(evaluate, word_absent, "refused", no);
BENCHMARK_CAPTURE(evaluate, phrase, "\"connection reset\"", yes);
BENCHMARK_CAPTURE(evaluate, wildcard, "city:*erl*", yes);
BENCHMARK_CAPTURE(evaluate, field_absent, "user.id:7", no);
BENCHMARK_CAPTURE(evaluate, regex, "message:~\"time(d)? ?out|reset\"", yes);
BENCHMARK_CAPTURE(evaluate, ten_alternatives, "a OR b OR c OR d OR e OR f OR g OR h OR i OR reset", yes);
BENCHMARK_CAPTURE(compile, three_terms, "level>=warn city:Berlin latency_ms>200");

}  // namespace
