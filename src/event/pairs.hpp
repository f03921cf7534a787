#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::event {

enum class PairKind : std::uint8_t {
    text,     // a string, without quotes and escapes
    literal,  // a JSON number, true, false or null, as it is written
    json,     // any JSON value, compact
};

// One `key=value` of a message. The views point into the message or into the PairList.
struct PairView {
    std::string_view key;
    PairKind kind = PairKind::text;
    std::string_view value;
    std::size_t begin = 0;  // where the value stands in the message, quotes included
    std::size_t end = 0;
};

// The pairs of one message, in its order; the same key may come again. Reused from message to message it does
// not allocate. Unsynchronised; the message must outlive the views.
class PairList {
public:
    static constexpr std::size_t capacity = 64;

    PairList() = default;
    PairList(const PairList&) = delete;
    PairList& operator=(const PairList&) = delete;

    [[nodiscard]] const PairView* begin() const noexcept { return pairs_.data(); }
    [[nodiscard]] const PairView* end() const noexcept { return pairs_.data() + size_; }
    [[nodiscard]] const PairView& operator[](std::size_t index) const noexcept { return pairs_[index]; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    [[nodiscard]] std::size_t omitted() const noexcept { return omitted_; }  // pairs beyond the capacity
    [[nodiscard]] bool is_object() const noexcept { return is_object_; }     // the message is a JSON object

    void clear() noexcept;

    // For those who fill it. `scratch` has room for as many bytes as the message.
    void add(const PairView& pair) noexcept;
    [[nodiscard]] PairView& draft() noexcept { return pairs_[size_]; }  // where the next one stands, to be filled there
    void keep_draft() noexcept {
        if (size_ < capacity) {
            ++size_;
        } else {
            ++omitted_;
        }
    }
    void set_is_object() noexcept { is_object_ = true; }
    [[nodiscard]] std::string& scratch_for(std::string_view message);

private:
    std::size_t size_ = 0;
    std::size_t omitted_ = 0;
    bool is_object_ = false;
    std::string scratch_;
    std::array<PairView, capacity + 1> pairs_;  // the last is for a draft that is one too many
};

// Fills the list with what the message says:
//
//     key=value          key: [A-Za-z_][A-Za-z0-9_.-]* at the start or behind white space; the value runs to white
//                        space, without one `,` or `;` at its end. What JSON reads as number, true, false or null is one.
//     key="a \"b\""      always a string; \" \\ \n \r \t are escapes, any other backslash stands for itself
//     key=[1, 2]         a whole JSON array or object, followed by white space, `,`, `;` or the end
//     {"key": value}     a message that is one JSON object: its members
//
// `x==y`, `?a=1&b=2` and `a= b` are no pairs.
void extract_pairs(std::string_view message, PairList& pairs);

}  // namespace logbeam::event
