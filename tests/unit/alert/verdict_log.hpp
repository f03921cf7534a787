#pragma once

#include "alert/detector.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert::test {

enum class Said : std::uint8_t { moment, holds, ends, overflow, no_data };

struct Verdict {
    Said said = Said::moment;
    std::string group;
    Timestamp at{};
    double value = 0;
    std::vector<std::uint64_t> events;  // by seq

    friend bool operator==(const Verdict& left, const Verdict& right) = default;
    friend std::ostream& operator<<(std::ostream& out, const Verdict& verdict) {
        out << "{"
            << "mheod"[static_cast<int>(verdict.said)] << " " << verdict.group << " at ";
        out << static_cast<double>(verdict.at.time_since_epoch().count()) / 1e6 << "ms " << std::setprecision(12)
            << verdict.value << " of";
        for (const auto seq : verdict.events)
            out << " " << seq;
        return out << "}";
    }
};

[[nodiscard]] inline Verdict holds(std::string group, Timestamp at, double value,
                                   std::vector<std::uint64_t> events = {}) {
    return {Said::holds, std::move(group), at, value, std::move(events)};
}
[[nodiscard]] inline Verdict ends(std::string group, Timestamp at) {
    return {Said::ends, std::move(group), at, 0, {}};
}

[[nodiscard]] inline Verdict no_data(std::string group, Timestamp at) {
    return {Said::no_data, std::move(group), at, 0, {}};
}

// Remembers all that is said.
class VerdictLog final : public Verdicts {
public:
    void on_moment(const Finding& finding) override { add(Said::moment, finding); }
    void on_holds(const Finding& finding) override { add(Said::holds, finding); }
    void on_ends(std::string_view group, Timestamp at) override { said.push_back(ends(std::string{group}, at)); }
    void on_no_data(std::string_view group, Timestamp at) override { said.push_back(no_data(std::string{group}, at)); }
    void on_unreadable() override { ++unreadable; }
    void on_overflow(std::string_view group, Timestamp at) override {
        said.push_back({Said::overflow, std::string{group}, at, 0, {}});
    }

    std::vector<Verdict> said;
    std::uint64_t unreadable = 0;

private:
    void add(Said what, const Finding& finding) {
        said.push_back({what, std::string{finding.group}, finding.at, finding.value, {}});
        for (const EventRef& event : finding.events)
            said.back().events.push_back(event.seq);
    }
};

// What was said of each group, in its order; between groups there is none.
[[nodiscard]] inline std::map<std::string, std::vector<Verdict>> by_group(const std::vector<Verdict>& said) {
    std::map<std::string, std::vector<Verdict>> groups;
    for (const Verdict& verdict : said)
        groups[verdict.group].push_back(verdict);
    return groups;
}

[[nodiscard]] inline bool is_in_order(const std::vector<Verdict>& said) {
    return std::is_sorted(said.begin(), said.end(),
                          [](const Verdict& left, const Verdict& right) { return left.at < right.at; });
}

}  // namespace logbeam::alert::test
