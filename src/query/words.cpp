#include "query/words.hpp"

#include "query/tokens.hpp"

#include <utility>

namespace logbeam::query {
namespace {

// Collects the word that is being read.
class Collector {
public:
    void star() { word_.pieces.emplace_back(); }

    void byte(char c) {
        if (is_word_byte(c)) {
            word_.pieces.back() += c;
            has_bytes_ = true;
        } else {
            end();
        }
    }

    void end() {
        if (has_bytes_) words_.push_back(std::move(word_));
        word_ = Pattern{};
        has_bytes_ = false;
    }

    std::vector<Pattern> take() {
        end();
        return std::move(words_);
    }

private:
    Pattern word_;
    bool has_bytes_ = false;
    std::vector<Pattern> words_;
};

}  // namespace

std::vector<Pattern> words_of(const Pattern& text) {
    Collector collector;
    for (std::size_t index = 0; index < text.pieces.size(); ++index) {
        if (index > 0) collector.star();
        for (const char c : text.pieces[index]) {
            collector.byte(c);
        }
    }
    return collector.take();
}

}  // namespace logbeam::query
