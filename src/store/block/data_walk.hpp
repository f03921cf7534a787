#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::store {

// Is told each scalar of a JSON value. Views end with the call.
class ScalarVisitor {
public:
    virtual ~ScalarVisitor() = default;

    virtual void string(std::string_view path, std::string_view text) = 0;   // unescaped
    virtual void literal(std::string_view path, std::string_view text) = 0;  // a number, true, false, null: as written
};

// Walks through JSON that json::check has approved, and through anything else without harm. The path of a scalar are the
// keys on the way to it, with dots in between. Unsynchronised; keeps its memory.
class DataWalk final {
public:
    // The value at the beginning of `json`; its scalars' paths begin with `root`. Returns where it ends.
    std::size_t walk(std::string_view json, std::string_view root, ScalarVisitor& visitor);

private:
    void value();
    void object();
    void array();
    void literal();
    [[nodiscard]] std::string_view string(std::string& scratch);
    void skip_space() noexcept;
    [[nodiscard]] bool take(char c) noexcept;
    void push(std::string_view key);

    const char* at_ = nullptr;
    const char* end_ = nullptr;
    ScalarVisitor* visitor_ = nullptr;
    std::string path_;
    std::string key_scratch_;
    std::string text_scratch_;
    int depth_ = 0;
};

}  // namespace logbeam::store
