#include "alert/kinds/make_detector.hpp"

namespace logbeam::alert {
namespace {

// Which of the factories is meant.
struct Make {
    const Rule& rule;

    auto operator()(const Match& kind) const { return make_match(rule, kind); }
    auto operator()(const Threshold& kind) const { return make_threshold(rule, kind); }
    auto operator()(const Absence& kind) const { return make_absence(rule, kind); }
    auto operator()(const Spike& kind) const { return make_spike(rule, kind); }
    auto operator()(const Change& kind) const { return make_change(rule, kind); }
    auto operator()(const NewValue& kind) const { return make_new_value(rule, kind); }
    auto operator()(const Sequence& kind) const { return make_sequence(rule, kind); }
    auto operator()(const Composite& kind) const { return make_composite(rule, kind); }
};

}  // namespace

std::unique_ptr<Detector> make_detector(const Rule& rule) {
    return std::visit(Make{rule}, rule.kind);
}

}  // namespace logbeam::alert
