#include "http/template_table.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

namespace logbeam::http {
namespace {

// In the order of TemplateKey::Origin.
constexpr std::array<std::string_view, 4> origin_names{"template", "site", "message", "type"};

}  // namespace

const std::string& TemplateTable::key_of(std::string_view text) {
    const TemplateKey key = reader_.read(text);
    key_.assign(1, static_cast<char>('0' + static_cast<int>(key.origin))).append(key.text);
    return key_;
}

void TemplateTable::add(const history::Row& row, std::string_view text) {
    const std::string& key = key_of(text);
    const Moment moment{row.time, row.seq};
    auto found = groups_.find(key);
    if (found == groups_.end()) {
        if (groups_.size() == most_groups) {
            ++omitted_;
            return;
        }
        Group group;
        group.origin = static_cast<TemplateKey::Origin>(key.front() - '0');
        group.level = row.level;
        group.first = group.last = moment;
        if (text.size() <= longest_example) group.example = text;
        found = groups_.emplace(key, std::move(group)).first;
    }
    Group& group = found->second;
    ++group.count;
    if (moment.time <= group.first.time) group.first = moment;
    if (moment.time > group.last.time) group.last = moment;
}

void TemplateTable::mark_known(std::string_view text) {
    const auto found = groups_.find(key_of(text));
    if (found == groups_.end() || std::exchange(found->second.is_known, true)) return;
    ++known_;
}

void TemplateTable::write(JsonWriter& json, std::size_t shown, Compared compared) const {
    std::vector<const Named*> sorted;
    for (const Named& group : groups_)
        sorted.push_back(&group);
    std::sort(sorted.begin(), sorted.end(), [](const Named* left, const Named* right) {
        return std::tie(right->second.count, left->first) < std::tie(left->second.count, right->first);
    });
    sorted.resize(std::min(shown, sorted.size()));
    json.key("total");
    json.unsigned_integer(groups_.size());
    json.key("omitted");
    json.unsigned_integer(omitted_);
    json.key("templates");
    json.begin_array();
    for (const Named* group : sorted)
        write(json, *group, compared);
    json.end_array();
}

void TemplateTable::write(JsonWriter& json, const Named& named, Compared compared) {
    const auto& [key, group] = named;
    json.begin_object();
    json.key("by");
    json.string(origin_names[static_cast<std::size_t>(group.origin)]);
    json.key("template");
    json.string(std::string_view{key}.substr(1));
    json.key("count");
    json.unsigned_integer(group.count);
    if (group.level) {
        json.key("level");
        json.string(to_string(*group.level));
    }
    json.key("first");
    write(json, group.first);
    json.key("last");
    write(json, group.last);
    if (compared == Compared::yes) {
        json.key("new");
        json.boolean(!group.is_known);
    }
    if (!group.example.empty()) {
        json.key("example");
        json.raw(group.example);
    }
    json.end_object();
}

void TemplateTable::write(JsonWriter& json, const Moment& moment) {
    json.begin_object();
    json.key("time");
    json.string(to_rfc3339(moment.time));
    json.key("seq");
    json.unsigned_integer(moment.seq);
    json.end_object();
}

}  // namespace logbeam::http
