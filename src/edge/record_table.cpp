#include "edge/record_table.hpp"

#include <algorithm>
#include <unordered_map>

namespace logbeam::edge {
namespace {

constexpr std::string_view head_key = "snapshot";
constexpr std::string_view change_prefix = "change.";

using Values = std::unordered_map<std::string_view, std::string_view>;

std::string part_key(std::string_view side, std::uint64_t part) {
    return std::string{"part."}.append(side).append(".").append(std::to_string(part));
}

// One text was cut in parts.
Result<NumberedChanges> join(const SnapshotHead& head, const Values& values) {
    std::string text;
    for (std::uint64_t part = 0; part < head.parts; ++part) {
        const auto found = values.find(part_key(head.side, part));
        if (found == values.end()) return Error{ErrorCode::store_damaged, "a part of a snapshot of alerts is missing"};
        text.append(found->second);
    }
    return parse_changes(text);
}

}  // namespace

std::string place_of(std::uint64_t number) {
    return std::string{change_prefix} + std::to_string(number % RecordTable::places);
}

Result<void> RecordTable::change(const std::vector<history::RecordChange>& changes) {
    std::size_t bytes = bytes_;
    for (const auto& each : changes)
        bytes += each.text ? each.kind.size() + each.key.size() + each.text->size() : 0;
    if (bytes > most_bytes)
        return Error{ErrorCode::limit_reached,
                     "there are more than " + std::to_string(most_bytes >> 20U) + " MiB of records of alerts"};
    apply(changes);
    return {};
}

void RecordTable::apply(const std::vector<history::RecordChange>& changes) {
    const auto size_of = [](const auto& entry) {
        return entry.first.first.size() + entry.first.second.size() + entry.second.size();
    };
    for (const auto& each : changes) {
        const auto id = std::pair{each.kind, each.key};
        if (const auto old = texts_.find(id); old != texts_.end()) {
            bytes_ -= size_of(*old);
            texts_.erase(old);
        }
        if (each.text) bytes_ += size_of(*texts_.emplace(id, *each.text).first);
    }
}

std::vector<history::Record> RecordTable::records(std::string_view kind) const {
    std::vector<history::Record> found;
    for (auto each = texts_.lower_bound({std::string{kind}, {}}); each != texts_.end() && each->first.first == kind;
         ++each)
        found.push_back({each->first.second, each->second});
    return found;
}

std::vector<history::RecordChange> RecordTable::all() const {
    std::vector<history::RecordChange> all;
    all.reserve(texts_.size());
    for (const auto& [id, text] : texts_)
        all.push_back({id.first, id.second, text});
    return all;
}

RecordTable::Left RecordTable::restore(const std::vector<KeyValue>& all, const Trouble& trouble) {
    Values values;
    for (const KeyValue& each : all)
        values.emplace(each.key, each.value);
    Left left;
    if (const auto found = values.find(head_key); found != values.end()) {
        const auto head = parse_head(found->second);
        const auto snapshot = head ? join(*head, values) : head.error();
        if (!snapshot) trouble(snapshot.error().message());
        if (snapshot) apply(snapshot->changes);
        if (head) left = {head->number, *head};
    }
    std::map<std::uint64_t, std::vector<history::RecordChange>> changes;  // in order
    for (const auto& [key, value] : values) {
        if (!key.starts_with(change_prefix)) continue;
        auto read = parse_changes(value);
        if (!read) trouble(read.error().message());
        if (read && read->number > left.number) changes.emplace(read->number, std::move(read->changes));
    }
    for (const auto& [number, each] : changes) {
        apply(each);
        left.number = number;
    }
    return left;
}

std::vector<std::pair<std::string, std::string>> RecordTable::snapshot(const SnapshotHead& last, std::uint64_t number,
                                                                       std::size_t longest_value) const {
    const std::string text = to_json(NumberedChanges{number, all()});
    SnapshotHead head{number, last.side == "a" ? "b" : "a", 0};
    std::vector<std::pair<std::string, std::string>> writes;
    for (std::size_t at = 0; at < text.size(); at += longest_value)
        writes.emplace_back(part_key(head.side, head.parts++), text.substr(at, longest_value));
    writes.emplace_back(head_key, to_json(head));
    return writes;
}

}  // namespace logbeam::edge
