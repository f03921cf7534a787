#pragma once

#include "query/ast.hpp"
#include "query/paths.hpp"
#include "query/reading.hpp"

#include <cstdint>
#include <memory>

namespace logbeam::query {

// One term, ready to be asked of events. Immutable.
class Test {
public:
    virtual ~Test() = default;

    [[nodiscard]] virtual bool holds(Reading& reading) const = 0;
};

// In this order they are asked, where the order does not matter.
enum class Cost : std::uint8_t { known_beforehand, one_value, a_text, regex };

[[nodiscard]] Cost cost_of(const Term& term) noexcept;

// Adds to `paths` what it will look for.
[[nodiscard]] std::unique_ptr<const Test> make_test(const Term& term, PathSet& paths);

// By the kind of field; `path` leads to the text, or to a level in `data`.
[[nodiscard]] std::unique_ptr<const Test> make_text_test(const Term& term, PathSet::Bits path);
[[nodiscard]] std::unique_ptr<const Test> make_level_test(const Term& term, PathSet::Bits path);
[[nodiscard]] std::unique_ptr<const Test> make_topic_test(const Term& term);
[[nodiscard]] std::unique_ptr<const Test> make_time_test(const Term& term);
[[nodiscard]] std::unique_ptr<const Test> make_seq_test(const Term& term);

}  // namespace logbeam::query
