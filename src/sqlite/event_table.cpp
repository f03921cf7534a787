#include "sqlite/event_table.hpp"

#include "base/clock.hpp"
#include "store/block/block_history.hpp"

#include <filesystem>

namespace logbeam::sqlite {
namespace {

constexpr std::string_view use = "; write: create virtual table temp.events using logbeam('/var/lib/logbeam')";

Failure refusal(std::string detail) {
    return Failure{Error{ErrorCode::invalid_option, detail.append(use)}};
}

// SQLite hands over arguments as they are written: without quotes, or with those of SQL.
std::string unquoted(std::string_view argument) {
    const bool is_quoted = argument.size() >= 2 && (argument[0] == '\'' || argument[0] == '"');
    if (!is_quoted || argument.back() != argument[0]) return std::string{argument};
    std::string text;
    const std::string_view inside = argument.substr(1, argument.size() - 2);
    for (std::size_t at = 0; at < inside.size(); ++at) {
        text += inside[at];
        if (inside[at] == argument[0]) ++at;  // it stands twice
    }
    return text;
}

}  // namespace

TableOptions parse_arguments(const std::vector<std::string_view>& arguments) {
    if (arguments.empty() || arguments.size() > 2) throw refusal("logbeam takes the folder of a broker");
    TableOptions options{unquoted(arguments[0]), arguments.size() == 2};
    if (options.folder.empty()) throw refusal("the name of the folder is empty");
    if (options.skips_damaged && unquoted(arguments[1]) != "skip damaged") {
        throw refusal("behind the folder may stand 'skip damaged' only, not " + std::string{arguments[1]});
    }
    return options;
}

std::shared_ptr<const history::Snapshot> EventTable::snapshot() {
    if (auto held = latest_.lock()) return held;
    std::error_code ignored;
    if (!std::filesystem::is_directory(options_.folder, ignored)) {
        throw Failure{Error{ErrorCode::store_unavailable,
                            "'" + options_.folder + "' is no folder; name the one that `logbeam serve --data` has"}};
    }
    const SystemClock clock;
    store::BlockOptions options;
    options.directory = options_.folder;
    options.read_only = true;
    auto snapshot = store::BlockHistory::open(std::move(options), clock, {}).value()->snapshot();
    latest_ = snapshot;
    return snapshot;
}

void EventTable::tell(const char* problem) noexcept {
    sqlite3_free(zErrMsg);
    zErrMsg = sqlite3_mprintf("%s", problem);
}

}  // namespace logbeam::sqlite
