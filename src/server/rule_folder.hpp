#pragma once

#include "alert/rule_file.hpp"
#include "store/block/file_layer.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <string>
#include <string_view>

namespace logbeam::server {

// The directory of rules, written by the broker: each rule that it writes has a file of its own. Unsynchronised.
class RuleFolder {
public:
    // `path` is what the broker was given as rules. `files` outlives it.
    RuleFolder(std::string path, store::FileLayer& files) : path_{std::move(path)}, files_{files} {}

    // Why rules cannot be written here at all; and why not that one, which stands in `known`'s file. Empty: they can.
    [[nodiscard]] std::string why_not() const;
    [[nodiscard]] std::string why_not(const alert::Rule& known) const;

    // The text of a rule, for who edits it.
    [[nodiscard]] std::string text_of(const alert::Rule& known) const;

    // What writing one rule, or removing it, would change: `known` is the rule of that name that there is, or nullptr.
    [[nodiscard]] Result<alert::FileChange> put(const std::string& name, const std::string& yaml, Timestamp now,
                                                const alert::Rule* known) const;
    [[nodiscard]] Result<alert::FileChange> remove(const alert::Rule& known) const;

    // Either the file is as it was, or as it is to be, whatever happens meanwhile.
    [[nodiscard]] Result<void> apply(const alert::FileChange& change);

private:
    const std::string path_;
    store::FileLayer& files_;
};

}  // namespace logbeam::server
