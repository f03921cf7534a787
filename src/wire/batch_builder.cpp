#include "wire/batch_codec.hpp"
#include "wire/batch_format.hpp"
#include "wire/varint.hpp"

#include <cassert>
#include <utility>

namespace logbeam::wire {
namespace {

void append_text(std::string& out, std::string_view text) {
    append_varint(out, text.size());
    out.append(text);
}

void append_section(std::string& out, std::uint64_t count, const std::string& content) {
    append_varint(out, count);
    out.append(content);
}

void append_fixed(std::string& out, std::uint64_t number) {
    for (std::size_t byte = 0; byte < base_time_bytes; ++byte) {
        out += static_cast<char>(number >> 8 * byte & 0xFF);
    }
}

std::uint64_t ticks_of(Timestamp time) noexcept {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

char flags_of(std::optional<Level> level, std::string_view own_id) noexcept {
    const auto bits = level ? static_cast<std::uint8_t>(*level) : no_level;
    return static_cast<char>(own_id.empty() ? bits : bits | own_id_flag);
}

}  // namespace

BatchBuilder::BatchBuilder(std::string publisher) : publisher_{std::move(publisher)} {}

void BatchBuilder::add(std::uint64_t counter, EventKind& kind, std::optional<Level> level, Timestamp time,
                       std::string_view data, std::string_view own_id) {
    extend_to(counter, counter);
    const auto ticks = ticks_of(time);
    if (event_count_ == 0) base_time_ = last_time_ = ticks;

    std::array<char, 5 * longest_varint + 1> head{};
    char* at = write_varint(head.data(), counter - expected_);
    at = write_varint(at, kind.batch == batch_ ? kind.index : index_of(kind));
    *at++ = flags_of(level, own_id);
    if (!own_id.empty()) {
        events_.append(head.data(), at);
        append_text(events_, own_id);
        at = head.data();
    }
    at = write_varint(at, zigzag(ticks - last_time_));
    at = write_varint(at, data.size());
    events_.append(head.data(), at);
    events_.append(data);

    expected_ = counter + 1;
    last_time_ = ticks;
    ++event_count_;
}

void BatchBuilder::add_hole(const Hole& hole) {
    assert(hole.count > 0);
    extend_to(hole.first, hole.first + hole.count - 1);
    append_varint(holes_, hole.first - first_);
    append_varint(holes_, hole.count);
    holes_ += static_cast<char>(hole.reason);
    for (const auto count : hole.levels) {
        append_varint(holes_, count);
    }
    ++hole_count_;
}

std::size_t BatchBuilder::bytes() const noexcept {
    constexpr std::size_t frame = 64;
    return frame + publisher_.size() + holes_.size() + strings_.size() + kinds_.size() + events_.size();
}

std::string BatchBuilder::seal() {
    if (empty_) return {};
    std::string batch;
    batch.reserve(bytes());
    batch += static_cast<char>(batch_version);
    batch += '\0';
    append_text(batch, publisher_);
    append_varint(batch, first_);
    append_varint(batch, last_ - first_);
    append_fixed(batch, base_time_);
    append_section(batch, hole_count_, holes_);
    append_section(batch, string_indexes_.size(), strings_);
    append_section(batch, kind_indexes_.size(), kinds_);
    append_section(batch, event_count_, events_);
    begin_next();
    return batch;
}

void BatchBuilder::extend_to(std::uint64_t first, std::uint64_t last) {
    assert(first > last_ || (empty_ && batch_ == 1));
    if (empty_) {
        first_ = expected_ = first;
        empty_ = false;
    }
    last_ = last;
}

std::uint32_t BatchBuilder::index_of(EventKind& kind) {
    const auto next = static_cast<std::uint32_t>(kind_indexes_.size());
    const std::array strings{index_of(kind.topic), index_of(kind.type), index_of(kind.source), index_of(kind.metadata)};
    const auto [entry, is_new] = kind_indexes_.try_emplace(strings, next);
    if (is_new) {
        for (const auto index : strings) {
            append_varint(kinds_, index);
        }
    }
    kind.batch = batch_;
    kind.index = entry->second;
    return kind.index;
}

std::uint32_t BatchBuilder::index_of(std::string_view string) {
    if (const auto known = string_indexes_.find(string); known != string_indexes_.end()) return known->second;
    const auto next = static_cast<std::uint32_t>(string_indexes_.size());
    append_text(strings_, string);
    string_indexes_.emplace(string, next);
    return next;
}

void BatchBuilder::begin_next() {
    ++batch_;
    empty_ = true;
    base_time_ = 0;
    event_count_ = hole_count_ = 0;
    for (auto* section : {&holes_, &strings_, &kinds_, &events_}) {
        section->clear();
    }
    string_indexes_.clear();
    kind_indexes_.clear();
}

}  // namespace logbeam::wire
