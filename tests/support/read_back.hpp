#pragma once

#include "support/raw_client.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::test {

// The numbers behind a key in a text, in their order.
[[nodiscard]] inline std::vector<std::uint64_t> numbers_of(std::string_view text, std::string_view key) {
    std::vector<std::uint64_t> numbers;
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + key.size())) {
        std::uint64_t number = 0;
        std::from_chars(text.data() + at + key.size(), text.data() + text.size(), number);
        numbers.push_back(number);
    }
    return numbers;
}

// What a broker holds of publishers whose every number became an event: an id is `<publisher>-<number in hex>`. In the
// end every count of trouble is 0.
class ReadBack {
public:
    // All of it, page by page from the oldest on.
    ReadBack(std::uint16_t port, std::string_view topic) {
        while (take_page(port, topic)) {}
    }

    [[nodiscard]] const std::vector<std::uint64_t>& seqs() const noexcept { return seqs_; }
    [[nodiscard]] const std::map<std::string, std::uint64_t>& through() const noexcept { return through_; }
    [[nodiscard]] std::uint64_t missing() const noexcept { return missing_; }
    [[nodiscard]] std::uint64_t twice() const noexcept { return twice_; }            // or too late
    [[nodiscard]] std::uint64_t disordered() const noexcept { return disordered_; }  // seqs that did not rise
    [[nodiscard]] std::uint64_t unreadable() const noexcept { return unreadable_; }  // lines, and answers

private:
    bool take_page(std::uint16_t port, std::string_view topic) {
        std::string target = "/api/events?format=ndjson&order=oldest&limit=50000&topic=";
        target.append(topic).append("&after=").append(std::to_string(seqs_.empty() ? 0 : seqs_.back()));
        const RawAnswer answer = get(port, target);
        const std::size_t before = seqs_.size();
        const bool is_whole = answer.status == 200 && answer.body.find("<broken off>") == std::string::npos;
        unreadable_ += is_whole ? 0 : 1;
        if (!is_whole) return false;
        std::string_view rest = answer.body;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
            take_line(rest.substr(0, end));
            rest.remove_prefix(end + 1);
        }
        return seqs_.size() > before;
    }

    void take_line(std::string_view line) {
        constexpr std::string_view id_key = R"({"id":")";
        const std::string_view id = line.substr(0, line.find('"', id_key.size()));
        const std::size_t dash = id.rfind('-');
        const std::vector<std::uint64_t> seqs = numbers_of(line, R"("seq":)");
        std::uint64_t number = 0;
        if (dash == std::string_view::npos || seqs.size() != 1 ||
            std::from_chars(id.data() + dash + 1, id.data() + id.size(), number, 16).ec != std::errc{}) {
            ++unreadable_;
            return;
        }
        disordered_ += seqs_.empty() || seqs.front() > seqs_.back() ? 0 : 1;
        seqs_.push_back(seqs.front());
        note(through_[std::string{id.substr(id_key.size(), dash - id_key.size())}], number);
    }

    void note(std::uint64_t& through, std::uint64_t number) {
        if (number <= through) {
            ++twice_;
            return;
        }
        missing_ += number - through - 1;
        through = number;
    }

    std::vector<std::uint64_t> seqs_;
    std::map<std::string, std::uint64_t> through_;  // by publisher: the last number
    std::uint64_t missing_ = 0;
    std::uint64_t twice_ = 0;
    std::uint64_t disordered_ = 0;
    std::uint64_t unreadable_ = 0;
};

}  // namespace logbeam::test
