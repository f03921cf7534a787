#include "server/tokens.hpp"

#include "net/digest.hpp"
#include "yaml/reader.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::server {
namespace {

bool is_sha256(std::string_view text) noexcept {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::vector<TopicPattern> read_patterns(yaml::Reader& entry, std::string_view key) {
    std::vector<std::string> texts;
    entry.texts(key, texts);
    std::vector<TopicPattern> patterns;
    for (const auto& text : texts) {
        auto pattern = TopicPattern::parse(text);
        if (pattern) {
            patterns.push_back(*std::move(pattern));
        } else {
            entry.reject(key, pattern.error().detail);
        }
    }
    return patterns;
}

TokenLimits read_limits(yaml::Reader& entry) {
    TokenLimits limits;
    entry.section("limits", [&limits](yaml::Reader& section) {
        section.number("connections", limits.connections);
        section.number("subscriptions", limits.subscriptions);
        section.number("events_per_second", limits.events_per_second);
        section.bytes("bytes_per_second", limits.bytes_per_second);
    });
    return limits;
}

TokenEntry read_entry(yaml::Reader& entry) {
    hub::Rights rights;
    std::string sha256;
    entry.text("name", rights.user);
    entry.text("sha256", sha256);
    if (rights.user.empty()) entry.reject("name", "missing; it is what others see of who uses the token");
    if (!is_sha256(sha256)) {
        entry.reject("sha256", "expected 64 lower-case hexadecimal digits, as from: printf %s TOKEN | sha256sum");
    }
    rights.publish = read_patterns(entry, "publish");
    rights.subscribe = read_patterns(entry, "subscribe");
    entry.flag("admin", rights.admin);
    const auto limits = read_limits(entry);
    return {std::move(sha256), std::make_shared<const hub::Rights>(std::move(rights)), limits};
}

void add(std::vector<TokenEntry>& entries, TokenEntry entry, yaml::Reader& section) {
    const bool has_name = std::any_of(entries.begin(), entries.end(),
                                      [&](const TokenEntry& each) { return each.rights->user == entry.rights->user; });
    const bool has_hash = std::any_of(entries.begin(), entries.end(),
                                      [&](const TokenEntry& each) { return each.sha256 == entry.sha256; });
    if (has_name) section.reject("name", "'" + entry.rights->user + "' is another token's name already");
    if (has_hash) section.reject("sha256", "is another token's already");
    entries.push_back(std::move(entry));
}

}  // namespace

Result<std::shared_ptr<const TokenTable>> TokenTable::load(const std::string& path) {
    auto file = yaml::Reader::open(path);
    if (!file) return file.error();
    std::vector<TokenEntry> entries;
    file->sections("tokens", [&entries](yaml::Reader& section) { add(entries, read_entry(section), section); });
    if (entries.empty()) file->reject("tokens", "expected a list with at least one token; nobody could come in");
    if (auto finished = file->finish(); !finished) return finished.error();
    return std::make_shared<const TokenTable>(std::move(entries));
}

const TokenEntry* TokenTable::find(std::string_view token) const {
    const auto hash = net::sha256_hex(token);
    const TokenEntry* found = nullptr;
    for (const TokenEntry& each : entries_) {
        if (net::constant_time_equal(each.sha256, hash)) found = &each;
    }
    return found;
}

const TokenEntry* TokenTable::named(std::string_view user) const noexcept {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [user](const TokenEntry& each) { return each.rights->user == user; });
    return found == entries_.end() ? nullptr : &*found;
}

}  // namespace logbeam::server
