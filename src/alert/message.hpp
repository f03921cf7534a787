#pragma once

#include <logbeam/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// What an alert says: `{value} failures of {service}, last: {message}`. A name in braces is one of `own_names`, or a field
// of the last event; `{{` is a brace. Immutable.
class Message {
public:
    // The error names the character.
    [[nodiscard]] static Result<Message> parse(std::string_view text);

    // What an alert knows of itself.
    static const std::vector<std::string_view> own_names;

    // The fields that it names.
    [[nodiscard]] const std::vector<std::string>& fields() const noexcept { return fields_; }

    using Own = std::function<std::string(std::string_view name)>;
    // `values` are those of `fields`; what is absent shows as `-`. At most `longest` bytes.
    [[nodiscard]] std::string text(const Own& own, const std::vector<std::optional<std::string>>& values) const;

    static constexpr std::size_t longest = 4096;

private:
    enum class Piece : std::uint8_t { literal, own, field };
    struct Part {
        Piece piece;
        std::string text;       // of a literal, or the name
        std::size_t field = 0;  // of a field
    };

    void add_literal(std::string_view text);
    void add_name(std::string_view name);

    std::vector<Part> parts_;
    std::vector<std::string> fields_;
};

}  // namespace logbeam::alert
