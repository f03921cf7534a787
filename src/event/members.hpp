#pragma once

#include <logbeam/event.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::event {

// Takes typed members out of an object and remembers the first that is missing or of another type, so that the
// reading code need not ask after each. A member that is null counts as absent; unknown members are left alone.
class Members {
public:
    enum class Need : std::uint8_t { optional, required };

    // `path` leads to the object and stands in front of its members in errors.
    explicit Members(Fields object, std::string path = {}) : object_{std::move(object)}, path_{std::move(path)} {}

    // Of an absent or ill-typed member: what is empty or zero.
    [[nodiscard]] std::string text(std::string_view key, Need need = Need::optional);
    [[nodiscard]] std::uint64_t natural(std::string_view key, Need need = Need::optional);
    [[nodiscard]] bool flag(std::string_view key, Need need = Need::optional);
    [[nodiscard]] Timestamp time(std::string_view key, Need need = Need::optional);
    [[nodiscard]] Fields object(std::string_view key, Need need = Need::optional);
    [[nodiscard]] Value::Array array(std::string_view key, Need need = Need::optional);

    // Any value, null too; nothing when it is absent.
    [[nodiscard]] std::optional<Value> any(std::string_view key);

    [[nodiscard]] bool has(std::string_view key) const noexcept;
    [[nodiscard]] std::string path_of(std::string_view key) const;

    // A problem that the caller found: kept unless there was one before.
    void reject(std::string_view key, std::string_view problem);
    void adopt(std::string problem);  // one that names its path itself

    // "metadata.host: expected a string, got a number"; empty when all was well.
    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

private:
    Value* present(std::string_view key, Need need);
    void expected(std::string_view key, std::string_view what, const Value& got);

    Fields object_;
    std::string path_;
    std::string problem_;
};

// "a string", "an object": for messages.
[[nodiscard]] std::string_view name_of(Value::Kind kind) noexcept;

}  // namespace logbeam::event
