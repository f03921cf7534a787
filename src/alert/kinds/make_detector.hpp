#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"

#include <memory>

namespace logbeam::alert {

// `rule` outlives it.
[[nodiscard]] std::unique_ptr<Detector> make_detector(const Rule& rule);

// One file each.
[[nodiscard]] std::unique_ptr<Detector> make_match(const Rule& rule, const Match& match);
[[nodiscard]] std::unique_ptr<Detector> make_threshold(const Rule& rule, const Threshold& threshold);
[[nodiscard]] std::unique_ptr<Detector> make_absence(const Rule& rule, const Absence& absence);
[[nodiscard]] std::unique_ptr<Detector> make_spike(const Rule& rule, const Spike& spike);
[[nodiscard]] std::unique_ptr<Detector> make_change(const Rule& rule, const Change& change);
[[nodiscard]] std::unique_ptr<Detector> make_new_value(const Rule& rule, const NewValue& new_value);
[[nodiscard]] std::unique_ptr<Detector> make_sequence(const Rule& rule, const Sequence& sequence);
[[nodiscard]] std::unique_ptr<Detector> make_composite(const Rule& rule, const Composite& composite);

}  // namespace logbeam::alert
