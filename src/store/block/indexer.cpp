#include "store/block/indexer.hpp"

#include "query/need.hpp"
#include "query/tokens.hpp"

#include <cstring>

namespace logbeam::store {
namespace {

constexpr std::string_view type_key = R"("type":)";
constexpr std::string_view source_key = R"(,"source":)";
constexpr std::string_view timestamp_key = R"(,"timestamp":")";
constexpr std::string_view data_key = R"("data":)";
constexpr std::string_view metadata_key = R"(,"metadata":)";
constexpr std::string_view type_path = "\x01type";
constexpr std::string_view source_path = "\x01source";
constexpr std::string_view metadata_path = "\x01metadata";
static_assert(type_path.front() == query::Need::envelope_mark);

// Eight bytes at once: the bit that makes a capital letter small is set where there is one.
constexpr std::uint64_t fold_eight(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t each = 0x0101010101010101;
    const std::uint64_t low = bytes & (0x7F * each);
    const std::uint64_t from_a = low + (0x80 - 'A') * each;
    const std::uint64_t beyond_z = low + (0x7F - 'Z') * each;
    return bytes | ((~bytes & (from_a ^ beyond_z) & (0x80 * each)) >> 2U);
}

constexpr std::array<bool, 256> word_bytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = query::is_word_byte(static_cast<char>(byte));
    return table;
}();

bool is_word(char c) noexcept {
    return word_bytes[static_cast<unsigned char>(c)];
}

// Whether the number is its own key: an integer of at most 18 digits.
bool is_plain_integer(std::string_view text) noexcept {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    if (text.empty() || text.size() > 18) return false;
    for (const char c : text) {
        if (c < '0' || c > '9') return false;
    }
    return text.front() != '0';
}

bool is_number(std::string_view text) noexcept {
    return !text.empty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9'));
}

}  // namespace

void Indexer::begin(BlockFilter& filter) {
    filter_ = &filter;
    seen_.fill({});
}

void Indexer::add(std::string_view text, const history::TextParts& parts) {
    const std::size_t data_at = parts.seq_end + data_key.size();
    if (parts.topic_end > parts.seq_at || data_at > text.size() || parts.client_at > text.size()) return;
    add_head(text.substr(parts.topic_end, parts.seq_at - parts.topic_end));
    place_ = Place::data;
    const std::size_t data_end = data_at + walk_.walk(text.substr(data_at), {}, *this);
    if (data_end < parts.client_at) add_metadata(text.substr(data_end, parts.client_at - data_end));
}

// Type and source, as in `"type":"…","source":"…","timestamp":"…",`.
void Indexer::add_head(std::string_view head) {
    head = head.substr(0, head.rfind(timestamp_key));
    if (!is_new(head) || head.substr(0, type_key.size()) != type_key) return;
    place_ = Place::envelope;
    walk_.walk(head.substr(type_key.size()), type_path, *this);
    const std::size_t source = head.find(source_key);  // quotes inside a string have a backslash in front of them
    if (source != std::string_view::npos) walk_.walk(head.substr(source + source_key.size()), source_path, *this);
}

// What stands between `data` and the client.
void Indexer::add_metadata(std::string_view text) {
    if (text.substr(0, metadata_key.size()) != metadata_key || !is_new(text)) return;
    place_ = Place::envelope;
    walk_.walk(text.substr(metadata_key.size()), metadata_path, *this);
}

// Few differ within a block: what was seen last at its place of the table needs no second look.
bool Indexer::is_new(std::string_view text) {
    std::string_view& seen = seen_[hash_of(text) % seen_.size()];
    if (seen == text && !text.empty()) return false;
    seen = text;
    return true;
}

std::string_view Indexer::folded(std::string_view text) {
    if (text.empty()) return {};
    const std::size_t padded = (text.size() + 7) / 8 * 8;
    if (folded_.size() < padded) folded_.resize(padded);
    char* const out = folded_.data();
    std::memcpy(out, text.data(), text.size());
    for (std::size_t at = 0; at < padded; at += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, out + at, sizeof bytes);
        bytes = fold_eight(bytes);
        std::memcpy(out + at, &bytes, sizeof bytes);
    }
    return std::string_view{folded_}.substr(0, text.size());
}

void Indexer::string(std::string_view path, std::string_view text) {
    const std::string_view value = folded(text);
    if (value.size() <= query::longest_pair_value) filter_->add_word(pair_hash(hash_of(path), hash_of(value)));
    if (place_ == Place::envelope) return;
    add_trigrams(value);
    if (path == "message") add_words(value);
}

void Indexer::literal(std::string_view path, std::string_view text) {
    const std::uint64_t value =
        !is_number(text) || is_plain_integer(text) ? hash_of(text) : hash_of(query::number_key(text));
    filter_->add_word(pair_hash(hash_of(path), value));
}

void Indexer::add_words(std::string_view folded) {
    const char* at = folded.data();
    const char* const end = at + folded.size();
    while (at < end) {
        if (!is_word(*at)) {
            ++at;
            continue;
        }
        const char* const begin = at;
        while (at < end && is_word(*at))
            ++at;
        filter_->add_word(hash_of({begin, static_cast<std::size_t>(at - begin)}));
    }
}

void Indexer::add_trigrams(std::string_view folded) {
    for (std::size_t at = 0; at + 3 <= folded.size(); ++at)
        filter_->add_trigram(trigram_at(folded.data() + at));
}

}  // namespace logbeam::store
