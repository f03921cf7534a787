#include "cli/bench/bench.hpp"

#include <array>
#include <cstdio>

namespace logbeam::cli {

namespace {

std::string with_digits(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string in_microseconds(std::uint64_t nanoseconds) {
    return with_digits(static_cast<double>(nanoseconds) / 1000, 1);
}

double deliveries_per_second(const BenchReport& report) {
    return report.seconds > 0 ? static_cast<double>(report.deliveries) / report.seconds : 0;
}

std::optional<double> cpu_per_million(const BenchReport& report) {
    if (!report.cpu_seconds || report.deliveries == 0) return std::nullopt;
    return *report.cpu_seconds * 1e6 / static_cast<double>(report.deliveries);
}

// Rows of a name and a value, aligned.
class Table {
public:
    void row(std::string_view name, const std::string& value, std::string_view unit = {}) {
        constexpr std::size_t name_width = 24;
        constexpr std::size_t value_width = 14;
        text_.append(name).append(name_width - name.size(), ' ');
        if (value.size() < value_width) text_.append(value_width - value.size(), ' ');
        text_.append(value).append(unit.empty() ? "" : " ").append(unit).append("\n");
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string idle_table(const BenchReport& report) {
    Table table;
    table.row("idle connections", std::to_string(report.idle_connections));
    if (report.bytes_per_connection) {
        table.row("server memory for each", with_digits(*report.bytes_per_connection / 1024, 2), "KiB");
    }
    return table.take();
}

void member(std::string& out, std::string_view name, const std::string& value) {
    out.append(out.empty() ? "{" : ",").append("\"").append(name).append("\":").append(value);
}

}  // namespace

std::string to_table(const BenchReport& report) {
    if (report.idle_connections > 0) return idle_table(report);
    Table table;
    table.row("deliveries", std::to_string(report.deliveries), "in " + with_digits(report.seconds, 2) + " s");
    table.row("deliveries per second", with_digits(deliveries_per_second(report), 0));
    if (const auto cpu = cpu_per_million(report)) {
        table.row("server CPU per million", with_digits(*cpu, 3), "s");
        table.row("server CPU", with_digits(100 * *report.cpu_seconds / report.seconds, 1), "% of a core");
        table.row("server memory", with_digits(static_cast<double>(*report.resident_bytes) / (1 << 20), 1), "MiB");
    }
    table.row("latency p50", in_microseconds(report.latencies.percentile(0.5)), "us");
    table.row("latency p90", in_microseconds(report.latencies.percentile(0.9)), "us");
    table.row("latency p99", in_microseconds(report.latencies.percentile(0.99)), "us");
    table.row("latency max", in_microseconds(report.latencies.max()), "us");
    table.row("events sent", std::to_string(report.sent), "in the whole run");
    table.row("events received", std::to_string(report.received));
    table.row("events lost", std::to_string(report.lost));
    if (report.strange > 0) table.row("twice or out of order", std::to_string(report.strange));
    if (report.gone > 0) table.row("subscribers sent away", std::to_string(report.gone));
    return table.take();
}

std::string to_json(const BenchReport& report) {
    std::string out;
    if (report.idle_connections > 0) {
        member(out, "idle_connections", std::to_string(report.idle_connections));
        if (report.bytes_per_connection) {
            member(out, "bytes_per_connection", with_digits(*report.bytes_per_connection, 0));
        }
        return out + "}";
    }
    member(out, "seconds", with_digits(report.seconds, 3));
    member(out, "deliveries", std::to_string(report.deliveries));
    member(out, "deliveries_per_second", with_digits(deliveries_per_second(report), 0));
    if (const auto cpu = cpu_per_million(report)) {
        member(out, "cpu_seconds", with_digits(*report.cpu_seconds, 3));
        member(out, "cpu_seconds_per_million", with_digits(*cpu, 4));
        member(out, "resident_bytes", std::to_string(*report.resident_bytes));
    }
    member(out, "p50_us", in_microseconds(report.latencies.percentile(0.5)));
    member(out, "p90_us", in_microseconds(report.latencies.percentile(0.9)));
    member(out, "p99_us", in_microseconds(report.latencies.percentile(0.99)));
    member(out, "max_us", in_microseconds(report.latencies.max()));
    member(out, "sent", std::to_string(report.sent));
    member(out, "received", std::to_string(report.received));
    member(out, "lost", std::to_string(report.lost));
    member(out, "out_of_order", std::to_string(report.strange));
    member(out, "sent_away", std::to_string(report.gone));
    return out + "}";
}

}  // namespace logbeam::cli
