#pragma once

#include "alert/matcher.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace logbeam::alert {

// While an alert that matches `source` fires, nobody is notified of those that match `target` and have the same values in
// the fields of `equal`. An alert that lacks one of these fields has no part in it. A value.
struct Inhibition {
    Matchers source;
    Matchers target;
    std::vector<std::string> equal;
};

// Which alerts are held back by others that fire. Unsynchronised.
class Inhibitions {
public:
    explicit Inhibitions(std::vector<Inhibition> rules);

    // What becomes of an alert, be it notified or not. True where others may be held back no more.
    bool see(const Standing& alert);

    // None by itself, and none by one that could be held back by it in turn.
    [[nodiscard]] bool is_inhibited(const Standing& alert) const;

private:
    struct Source {
        std::size_t rule = 0;
        std::string key;
        bool is_target = false;  // of the same rule
    };
    struct Firing {
        std::size_t sources = 0;  // of them those that are targets as well
        std::size_t targets = 0;
    };
    struct Kept {
        Inhibition inhibition;
        std::unordered_map<std::string, Firing> firing;  // by the values of `equal`
    };

    void add(const Standing& alert);
    [[nodiscard]] bool remove(const std::string& fingerprint);

    std::vector<Kept> rules_;
    std::unordered_map<std::string, std::vector<Source>> sources_;  // by fingerprint
};

}  // namespace logbeam::alert
