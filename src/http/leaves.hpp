#pragma once

#include "json/scan.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

// One value of an event that is neither object nor array. Views live until the call returns.
struct Leaf {
    enum class Kind : std::uint8_t { null, boolean, number, string };

    std::string_view path;  // from the top, as queries write it: `data.user.id`, arrays without positions
    Kind kind = Kind::null;
    std::string_view text;  // of a string what it says, else as JSON writes it, equal numbers alike
    double number = 0;      // of a number
};

// Tells the leaves of canonical texts, one text after the other, in their order. Unsynchronised.
class Leaves final : private json::Visitor {
public:
    using Take = std::function<void(const Leaf& leaf)>;
    explicit Leaves(Take take) : take_{std::move(take)} {}

    void read(std::string_view event);

private:
    void null() override { tell(Leaf::Kind::null, "null"); }
    void boolean(bool value) override { tell(Leaf::Kind::boolean, value ? "true" : "false"); }
    void integer(std::int64_t value) override;
    void unsigned_integer(std::uint64_t value) override;
    void number(double value, std::string_view text) override;
    void string(std::string_view text) override { tell(Leaf::Kind::string, text); }
    void begin_object() override { prefixes_.push_back(path_.size()); }
    void key(std::string_view name) override;
    void end_object() override;
    void begin_array() override {}
    void end_array() override {}

    void tell(Leaf::Kind kind, std::string_view text, double number = 0) { take_({path_, kind, text, number}); }

    const Take take_;
    std::string path_;
    std::vector<std::size_t> prefixes_;  // how long the path was where each open object begins
};

}  // namespace logbeam::http
