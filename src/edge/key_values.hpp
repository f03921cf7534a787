#pragma once

#include <logbeam/result.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::edge {

struct KeyValue {
    std::string key;
    std::string value;
    std::uint64_t revision = 0;  // rises with each write to any key

    friend bool operator==(const KeyValue& left, const KeyValue& right) = default;
};

// What there is of a key: without a value it was removed, and with revision 0 it never was.
struct Found {
    std::optional<std::string> value;
    std::uint64_t revision = 0;
};

// All keys that have values, by revision, and the revision of the last write to any key, removals among them.
struct Loaded {
    std::vector<KeyValue> all;
    std::uint64_t last_revision = 0;
};

struct Write {
    std::string key;
    std::string value;
    // Refused when something else was written last: to this key, or to any. 0: nothing yet.
    std::optional<std::uint64_t> after_key_revision = {};
    std::optional<std::uint64_t> after_revision = {};
    // A second write of that id within two minutes is none, and is answered as the first was.
    std::string id = {};
};

// Keys and values that several brokers share. What is written is durable once it is answered. Answers come later, never
// inside of the call, and none after the end of either side. Errors: `refused` when somebody else wrote; `too_large`;
// `connection_lost` and `timed_out` when nobody knows what became of it; `store_unavailable` for the rest. Confined.
class KeyValues {
public:
    using OnFound = std::function<void(const Result<Found>& found)>;
    using OnWritten = std::function<void(const Result<std::uint64_t>& revision)>;
    using OnLoaded = std::function<void(const Result<Loaded>& loaded)>;

    virtual ~KeyValues() = default;

    virtual void get(const std::string& key, OnFound on_found) = 0;
    virtual void write(Write write, OnWritten on_written) = 0;
    virtual void remove(const std::string& key, std::uint64_t after_key_revision, OnWritten on_written) = 0;

    // All there is of keys that begin so. A second call takes the place of the first, which is not answered then.
    virtual void load(const std::string& prefix, OnLoaded on_loaded) = 0;

    // The longest value that it takes.
    [[nodiscard]] virtual std::size_t longest_value() const noexcept = 0;
};

}  // namespace logbeam::edge
